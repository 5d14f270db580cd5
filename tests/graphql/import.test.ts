import { execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import type { Context } from '~/server/graphql/context';
import { createExecute } from '~/server/graphql/execute';
import { schema } from '~/server/graphql/schema';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createSetting, workbook } from '~/tests/integration/import/setting';
import { createTestDatabase } from '~/tests/setup/database';
import type { Deps } from '~/server/deps';

const database = await createTestDatabase();

interface Answers {
  readonly previewImport: Record<string, unknown>;
  readonly importNeeds: Record<string, unknown>;
  readonly imports: unknown[];
}

async function ask(
  deps: Deps,
  actor: Actor,
  source: string,
  variableValues: Record<string, unknown>,
  locale: Context['locale'] = 'en',
) {
  const contextValue: Context = {
    deps,
    actor,
    locale,
    requestId: 'test',
    clientAddress: '127.0.0.1',
    userAgent: null,
    cookies: { append: () => undefined },
  };
  const result = await execute({ schema, document: parse(source), variableValues, contextValue });
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data)) as Answers;
}

const preview = `mutation ($input: PreviewImportInput!) { previewImport(input: $input) { __typename
  ... on ImportPreview { importId fileName sheets sheet headerRow encoding columns sample fields { key label required } mapping { field column } }
  ... on Refusal { code } ... on InvalidInput { issues { path message } } } }`;
const run = `mutation ($input: ImportNeedsInput!, $key: String) { importNeeds(input: $input, idempotencyKey: $key) { __typename
  ... on Import { id state rowsRead rowsCreated rowsUnchanged rowsRefused problems { row column code reason value refused } }
  ... on Refusal { code } ... on InvalidInput { issues { path message } } } }`;
const lists = `query ($community: ID!, $id: ID!) { imports(community: $community) { id state } import(id: $id) { id } importPreview(id: $id) { importId } node(id: $id) { id } }`;

test('a committee previews and imports a workbook, and reads the report in its language', async () => {
  const { deps, community, officer } = await createSetting(database);
  const content = await workbook({
    需求: [
      ['编号', '名称', '日期', '人数'],
      ['1', '送餐', '2026-03-14', 4],
      ['2', '扫雪', '不知道', 4],
    ],
  });
  const input = {
    community: encodeId('Community', community.id),
    fileName: '三月.xlsx',
    contentBase64: content.toString('base64'),
  };
  const { previewImport } = await ask(deps, officer, preview, { input }, 'zh-CN');
  expect(previewImport).toMatchObject({
    __typename: 'ImportPreview',
    sheets: ['需求'],
    sheet: '需求',
    headerRow: 1,
    encoding: null,
    columns: ['编号', '名称', '日期', '人数'],
  });
  expect(previewImport.sample).toHaveLength(2);
  expect(previewImport.fields).toContainEqual({ key: 'title', label: '名称', required: true });

  const choices = {
    import: previewImport.importId,
    sheet: '需求',
    headerRow: 1,
    mapping: previewImport.mapping,
  };
  const key = 'one import only';
  const { importNeeds } = await ask(deps, officer, run, { input: choices, key }, 'zh-CN');
  expect(importNeeds).toMatchObject({
    __typename: 'Import',
    state: 'finished',
    rowsRead: 2,
    rowsCreated: 1,
    rowsRefused: 1,
  });
  expect(importNeeds.problems).toContainEqual({
    row: 3,
    column: '日期',
    code: 'BAD_DATE',
    reason: '日期无法识别，请写成 2026-03-04。',
    value: '不知道',
    refused: true,
  });
  expect((await ask(deps, officer, run, { input: choices, key }, 'zh-CN')).importNeeds).toEqual(importNeeds);
});

test('pasted cells are taken too; a mapping that lacks a column is answered field by field', async () => {
  const { deps, community, chair } = await createSetting(database);
  const input = {
    community: encodeId('Community', community.id),
    fileName: 'pasted',
    text: 'Was\tWann\nLesen\t2026-03-14\n',
  };
  const { previewImport } = await ask(deps, chair, preview, { input });
  const choices = { import: previewImport.importId, mapping: [{ field: 'title', column: 'Was' }] };
  const { importNeeds } = await ask(deps, chair, run, { input: choices });
  expect(importNeeds).toEqual({
    __typename: 'InvalidInput',
    issues: [{ path: ['mapping', 'startDate'], message: expect.stringMatching(/column/) }],
  });
});

test('nothing of an import is there for another committee or a stranger', async () => {
  const { deps, community, chair } = await createSetting(database);
  const other = await createSetting(database);
  const input = {
    community: encodeId('Community', community.id),
    fileName: 'a.csv',
    text: 'title,date\nx,2026-03-14\n',
  };
  const { previewImport } = await ask(deps, chair, preview, { input });
  const variables = { community: encodeId('Community', community.id), id: previewImport.importId };
  expect((await ask(deps, chair, lists, variables)).imports).toHaveLength(1);
  for (const actor of [other.chair, anonymous()]) {
    expect(await ask(deps, actor, lists, variables)).toEqual({
      imports: [],
      import: null,
      importPreview: null,
      node: null,
    });
  }
  expect((await ask(deps, other.chair, preview, { input })).previewImport).toEqual({
    __typename: 'Refusal',
    code: 'NOT_FOUND',
  });
  expect((await ask(deps, anonymous(), preview, { input })).previewImport).toEqual({
    __typename: 'Refusal',
    code: 'NOT_SIGNED_IN',
  });
});

test('a page hands its file over to stream from, which no JSON can', async () => {
  const { deps, community, officer } = await createSetting(database);
  const execute = createExecute(schema, deps.log);
  const send = (contentBase64: unknown) => {
    const input = { community: encodeId('Community', community.id), fileName: 'a.csv', contentBase64 };
    const context: Context = {
      deps,
      actor: officer,
      locale: 'en',
      requestId: 'test',
      clientAddress: '127.0.0.1',
      userAgent: null,
      cookies: { append: () => undefined },
    };
    return execute(parse(preview), { input }, context);
  };
  const file = new Blob(['title,date\n', 'A,2026-03-14\n']);

  expect((await send({ open: () => file.stream() })).data).toMatchObject({
    previewImport: { __typename: 'ImportPreview', columns: ['title', 'date'], sample: [['A', '2026-03-14']] },
  });
  for (const foreign of [{ open: 'file' }, {}, 7, ['YQ==']]) {
    expect((await send(foreign)).errors?.[0]?.message).toContain('FileBytes are written in base64.');
  }
  expect((await send('not base64')).data).toMatchObject({ previewImport: { __typename: 'InvalidInput' } });
});
