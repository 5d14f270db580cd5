import type { z } from 'zod';
import { ImportState } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { addMutation } from '~/server/graphql/mutation';
import { importNeeds } from '~/server/modules/needs/import-needs';
import { previewImport } from '~/server/modules/needs/preview-import';
import { undoImport } from '~/server/modules/needs/undo-import';
import { refuse } from '~/server/policy/refusal';
import { fieldKeys, type FieldKey } from './field-keys';
import { fieldLabel, isRequired } from './fields';
import { ImportNeedsInput, MappingInput, PreviewImportInput, UndoImportInput } from './input';
import { inWords, type Problem } from './problems';
import {
  findImport,
  findImports,
  listImports,
  readPreview,
  type ImportPreview,
  type ImportRow,
} from './queries';
import { findRefusedRows, type RefusedRow, type RefusedRows } from './refused-rows';

/** Long imports answer after this and go on; their page follows the progress. */
const answerWithin = 20_000;

const ImportStateEnum = builder.enumType(ImportState, { name: 'ImportState' });

const ImportProblemRef = builder.objectRef<Problem>('ImportProblem').implement({
  description: 'What was found wrong with one row, in words.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'As the spreadsheet counts; 0 for the file as a whole.' }),
    column: t.exposeString('column', { nullable: true }),
    code: t.exposeString('code'),
    reason: t.string({ resolve: (found, _args, context) => inWords(found, context.locale) }),
    value: t.exposeString('value', { nullable: true }),
    refused: t.exposeBoolean('refused', { description: 'False for a remark on a row that was taken.' }),
  }),
});

const RefusedRowRef = builder.objectRef<RefusedRow>('ImportRefusedRow').implement({
  fields: (t) => ({
    row: t.exposeInt('row'),
    cells: t.stringList({ resolve: (refused) => [...refused.cells] }),
    problems: t.field({ type: [ImportProblemRef], resolve: (refused) => [...refused.problems] }),
  }),
});

const RefusedRowsRef = builder.objectRef<RefusedRows>('ImportRefusedRows').implement({
  fields: (t) => ({
    columns: t.stringList({
      description: 'The headings; empty when the upload is kept no longer.',
      resolve: (refused) => [...refused.columns],
    }),
    rows: t.field({ type: [RefusedRowRef], resolve: (refused) => [...refused.rows] }),
  }),
});

const ImportRef = builder.loadableNodeRef<ImportRow, string>('Import', {
  id: { resolve: (row) => row.id },
  load: async (ids, { deps, actor }) => (await findImports(deps, actor, ids)) as ImportRow[],
});

ImportRef.implement({
  description: 'One import of a file: how far it is and what became of its rows.',
  fields: (t) => ({
    fileName: t.exposeString('fileName'),
    state: t.field({ type: ImportStateEnum, resolve: (row) => row.state }),
    rowsTotal: t.exposeInt('rowsTotal', {
      nullable: true,
      description: 'Rows that hold a need; null until the file has been looked through.',
    }),
    rowsRead: t.exposeInt('rowsRead'),
    rowsCreated: t.exposeInt('rowsCreated'),
    rowsUpdated: t.exposeInt('rowsUpdated'),
    rowsUnchanged: t.exposeInt('rowsUnchanged'),
    rowsRefused: t.exposeInt('rowsRefused'),
    problems: t.field({
      type: [ImportProblemRef],
      description: 'At most the first 1,000.',
      resolve: (row) => [...row.problems],
    }),
    refusedRows: t.field({
      type: RefusedRowsRef,
      nullable: true,
      description:
        'The rows that were refused with everything they held, to correct and import by themselves.',
      resolve: (row, _args, { deps, actor }) => findRefusedRows(deps, actor, row.id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
  }),
});

const ImportFieldRef = builder.objectRef<FieldKey>('ImportField').implement({
  description: 'Something a column can mean.',
  fields: (t) => ({
    key: t.string({ resolve: (key) => key }),
    label: t.string({ resolve: (key, _args, context) => fieldLabel(key, context.locale) }),
    required: t.boolean({ resolve: (key) => isRequired(key) }),
  }),
});

const ImportMappingEntryRef = builder
  .objectRef<{ field: FieldKey; column: string | null }>('ImportMappingEntry')
  .implement({
    fields: (t) => ({
      field: t.exposeString('field'),
      column: t.exposeString('column', { nullable: true }),
    }),
  });

const ImportPreviewRef = builder.objectRef<ImportPreview>('ImportPreview').implement({
  description: 'What is in an uploaded file, before anything of it is imported.',
  fields: (t) => ({
    importId: t.globalID({ resolve: (preview) => ({ type: 'Import', id: preview.importId }) }),
    fileName: t.exposeString('fileName'),
    sheets: t.stringList({ resolve: (preview) => [...preview.sheets] }),
    sheet: t.exposeString('sheet', { nullable: true }),
    headerRow: t.exposeInt('headerRow'),
    encoding: t.exposeString('encoding', { nullable: true }),
    columns: t.stringList({ resolve: (preview) => [...preview.columns] }),
    sample: t.field({
      type: t.listRef(t.listRef('String')),
      resolve: (preview) => preview.sample.map((row) => [...row]),
    }),
    fields: t.field({ type: [ImportFieldRef], resolve: () => [...fieldKeys] }),
    mapping: t.field({
      type: [ImportMappingEntryRef],
      resolve: (preview) => fieldKeys.map((field) => ({ field, column: preview.mapping[field] ?? null })),
    }),
    checkedRows: t.int({
      description:
        'So many of the first rows were read as an import would; 0 while a required column is missing.',
      resolve: (preview) => preview.check.rows,
    }),
    fitRows: t.int({
      description: 'How many of them can be taken.',
      resolve: (preview) => preview.check.fit,
    }),
    problems: t.field({
      type: [ImportProblemRef],
      description: 'What would keep the others out; at most the first 50.',
      resolve: (preview) => [...preview.check.problems],
    }),
  }),
});

const ImportMappingInput = builder.inputType('ImportMappingInput', {
  fields: (t) => ({ field: t.string({ required: true }), column: t.string() }),
});

builder.queryFields((t) => ({
  import: t.field({
    type: ImportRef,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { deps, actor }) => findImport(deps, actor, idOf('Import').parse(id)),
  }),
  imports: t.field({
    type: [ImportRef],
    description: "A community's imports, newest first; for its committee.",
    args: { community: t.arg.id({ required: true }) },
    resolve: (_root, { community }, { deps, actor }) =>
      listImports(deps, actor, idOf('Community').parse(community)),
  }),
  importPreview: t.field({
    type: ImportPreviewRef,
    nullable: true,
    description: 'Shows an upload again, or another sheet or header row of it.',
    args: {
      id: t.arg.id({ required: true }),
      sheet: t.arg.string(),
      headerRow: t.arg.int(),
      mapping: t.arg({ type: [ImportMappingInput] }),
    },
    resolve: async (_root, { id, sheet, headerRow, mapping }, { deps, actor }) => {
      try {
        return await readPreview(deps, actor, idOf('Import').parse(id), {
          sheet: sheet ?? null,
          headerRow: headerRow ?? null,
          mapping: mapping ? MappingInput.parse(mapping) : null,
        });
      } catch (error) {
        if (error instanceof Error && error.name === 'Refused') return null;
        throw error;
      }
    },
  }),
}));

const PreviewImportInputType = builder.inputType('PreviewImportInput', {
  fields: (t) => ({
    community: t.id({ required: true }),
    fileName: t.string({ required: true }),
    text: t.string({ description: 'Cells pasted from a sheet, or the text of a CSV file.' }),
    contentBase64: t.field({
      type: 'FileBytes',
      description:
        'An .xlsx or CSV file. A request takes 2 MB with everything in it, so a file of about 1.5 MB; the upload page takes 20 MB.',
    }),
  }),
});

function contentOf({ contentBase64: file, text }: z.output<typeof PreviewImportInput>) {
  if (!file) return text ?? '';
  return typeof file === 'string' ? Buffer.from(file, 'base64') : file;
}

addMutation('previewImport', {
  description: 'Stores a file and shows what is in it; nothing is imported yet.',
  input: PreviewImportInputType,
  schema: PreviewImportInput,
  type: ImportPreviewRef,
  run: ({ deps, actor }, input) =>
    previewImport(deps, actor, {
      communityId: input.community,
      fileName: input.fileName,
      content: contentOf(input),
    }),
  load: async ({ deps, actor }, { importId }) =>
    (await readPreview(deps, actor, importId)) ?? refuse('NOT_FOUND'),
});

const ImportNeedsInputType = builder.inputType('ImportNeedsInput', {
  fields: (t) => ({
    import: t.id({ required: true }),
    sheet: t.string(),
    headerRow: t.int(),
    mapping: t.field({ type: [ImportMappingInput], required: true }),
  }),
});

addMutation('importNeeds', {
  description:
    'Imports a previewed file. A long one answers while it is running; follow it on the feed of its community.',
  input: ImportNeedsInputType,
  schema: ImportNeedsInput,
  type: ImportRef,
  run: ({ deps, actor }, { import: importId, ...choices }) =>
    importNeeds(deps, actor, { importId, ...choices }, { answerWithin }),
  load: async ({ deps, actor }, { importId }) =>
    (await findImport(deps, actor, importId)) ?? refuse('NOT_FOUND'),
});

addMutation('undoImport', {
  description: 'Calls off the needs an import made, but for those that somebody has signed up for.',
  input: builder.inputType('UndoImportInput', { fields: (t) => ({ import: t.id({ required: true }) }) }),
  schema: UndoImportInput,
  type: ImportRef,
  run: ({ deps, actor }, input) => undoImport(deps, actor, input),
  load: async ({ deps, actor }, { importId }) =>
    (await findImport(deps, actor, importId)) ?? refuse('NOT_FOUND'),
});
