/**
 * npm run import -- FILE --community NAME [--sheet NAME] [--header-row N] [--map FIELD=COLUMN]... [--source NAME] [--language zh-CN]
 *
 * Imports needs from a spreadsheet as Linli itself. Ends with 0 when every row was taken, 2 when some were refused, 1 when
 * nothing could be done.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock, type Deps } from '~/server/deps';
import { EnvironmentError, loadEnvironment, type Environment } from '~/server/environment';
import { createLog } from '~/server/log';
import { fieldKeys, type FieldKey } from '~/server/modules/needs/import/field-keys';
import type { Mapping } from '~/server/modules/needs/import/fields';
import { inWords } from '~/server/modules/needs/import/problems';
import {
  findImport,
  readPreview,
  type ImportPreview,
  type ImportRow,
} from '~/server/modules/needs/import/queries';
import { importNeeds } from '~/server/modules/needs/import-needs';
import { previewImport } from '~/server/modules/needs/preview-import';
import { system } from '~/server/policy/actor';
import { InvalidInput, Refused } from '~/server/policy/refusal';
import { refusalSentence } from '~/server/policy/refusal-words';
import { silentSignal } from '~/server/realtime/signal';
import { chooseCommunity } from './choose-community';
import { openCommandDatabase } from './command-database';
import { PlainError } from './run-command';

const usage =
  'npm run import -- FILE --community NAME [--sheet NAME] [--header-row N] [--map FIELD=COLUMN] [--source NAME] [--language zh-CN]';
const actor = system('import');
/** A command reads from the disk of its own machine, so it may read much. */
const largestFile = 2 * 1024 * 1024 * 1024;

type Locale = 'en' | 'zh-CN';

interface Options {
  readonly file: string;
  readonly community: string;
  readonly sheet: string | null;
  readonly headerRow: number | null;
  readonly mapping: Mapping;
  readonly source: string | undefined;
  readonly locale: Locale;
}

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      community: { type: 'string' },
      sheet: { type: 'string' },
      'header-row': { type: 'string' },
      map: { type: 'string', multiple: true },
      source: { type: 'string' },
      language: { type: 'string', default: 'en' },
    },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0 || !values.community) throw new PlainError(usage);
  if (!existsSync(file) || !statSync(file).isFile()) throw new PlainError(`There is no file ${file}.`);
  const headerRow = values['header-row'] === undefined ? null : Number(values['header-row']);
  if (headerRow !== null && !(Number.isInteger(headerRow) && headerRow > 0)) {
    throw new PlainError('--header-row is the number of the row of headings, such as 1.');
  }
  return {
    file,
    community: values.community,
    sheet: values.sheet ?? null,
    headerRow,
    mapping: readMapping(values.map ?? []),
    source: values.source,
    locale: values.language === 'zh-CN' ? 'zh-CN' : 'en',
  };
}

function readMapping(entries: readonly string[]): Mapping {
  const mapping: Mapping = {};
  for (const entry of entries) {
    const [field = '', ...column] = entry.split('=');
    if (!(fieldKeys as readonly string[]).includes(field) || column.length === 0) {
      throw new PlainError(
        `--map ${entry}: write FIELD=COLUMN, where FIELD is one of ${fieldKeys.join(', ')}.`,
      );
    }
    mapping[field as FieldKey] = column.join('=');
  }
  return mapping;
}

async function run(deps: Deps, options: Options): Promise<number> {
  const community = await chooseCommunity(deps, options.community);
  const { importId } = await previewImport(deps, actor, {
    communityId: community.id,
    fileName: basename(options.file),
    content: { open: () => createReadStream(options.file) },
    sizeLimit: largestFile,
    ...(options.source ? { sourceSystem: options.source } : {}),
  });
  const preview = await readPreview(deps, actor, importId, {
    sheet: options.sheet,
    headerRow: options.headerRow,
  });
  if (!preview) throw new PlainError('The upload is gone.');
  const mapping = { ...preview.mapping, ...options.mapping };
  sayMapping(preview, mapping);
  await importNeeds(
    deps,
    actor,
    { importId, sheet: preview.sheet, headerRow: preview.headerRow, mapping },
    {
      onProgress: ({ rowsRead, rowsRefused }) => sayProgress(`${rowsRead} rows read, ${rowsRefused} refused`),
    },
  );
  const done = await findImport(deps, actor, importId);
  if (!done) throw new PlainError('The import is gone.');
  report(done, options.locale);
  return done.rowsRefused > 0 ? 2 : 0;
}

function sayMapping(preview: ImportPreview, mapping: Mapping): void {
  const sheet = preview.sheet === null ? '' : `, sheet ${preview.sheet}`;
  const encoding = preview.encoding === null ? '' : `, ${preview.encoding}`;
  console.log(`${preview.fileName}${sheet}${encoding}, headings in row ${preview.headerRow}`);
  for (const key of fieldKeys) if (mapping[key]) console.log(`  ${key.padEnd(16)} ${mapping[key]}`);
}

/** On a terminal one line that is written over; in a log nothing. */
function sayProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${text}\u001b[K`);
}

function report(done: ImportRow, locale: Locale): void {
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
  for (const found of done.problems) {
    const place =
      found.row === 0 ? '' : `Row ${found.row}${found.column === null ? '' : `, ${found.column}`}: `;
    const value = found.value === null ? '' : ` (${found.value})`;
    console.log(`${found.refused ? 'refused' : 'remark '}  ${place}${inWords(found, locale)}${value}`);
  }
  const { rowsRead, rowsCreated, rowsUpdated, rowsUnchanged, rowsRefused } = done;
  console.log(
    `${rowsRead} rows: ${rowsCreated} created, ${rowsUpdated} updated, ${rowsUnchanged} unchanged, ${rowsRefused} refused.`,
  );
}

function sentenceOf(error: unknown, locale: Locale): string | null {
  if (error instanceof PlainError || error instanceof EnvironmentError) return error.message;
  if (error instanceof Refused) return refusalSentence(error.code, locale);
  if (error instanceof InvalidInput) {
    return `Say with --map which column holds: ${error.issues.map((issue) => issue.path.at(-1)).join(', ')}.`;
  }
  return null;
}

const settingsOf = (environment: Environment): Deps['settings'] => ({
  demo: environment.demo,
  publicUrl: environment.publicUrl ?? '',
  secret: environment.secret,
  secureCookies: false,
});

async function main(): Promise<number> {
  let locale: Locale = 'en';
  try {
    const options = readOptions();
    locale = options.locale;
    const environment = loadEnvironment();
    const database = await openCommandDatabase(environment);
    try {
      const log = createLog({ logLevel: 'warn' });
      return await run(
        { ...database, clock: systemClock, log, settings: settingsOf(environment), events: silentSignal },
        options,
      );
    } finally {
      await database.close();
    }
  } catch (error) {
    const sentence = sentenceOf(error, locale);
    console.error(sentence ?? error);
    return 1;
  }
}

process.exitCode = await main();
