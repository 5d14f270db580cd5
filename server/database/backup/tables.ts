import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import { escapeIdentifier, type ClientBase } from 'pg';
import { linesOf } from './lines-of';

/** Records of the machinery, made anew by migrating or by running. */
const NOT_SAVED = ['_prisma_migrations', 'socket_io_attachments'];
const ROWS_AT_ONCE = 1_000;
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** The tables that hold what people entrusted to Linli. Unlogged ones hold counters that may be lost. */
export async function listTables(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relkind = 'r' AND relpersistence = 'p' AND relnamespace = 'public'::regnamespace AND relname <> ALL ($1)
      ORDER BY relname`,
    [NOT_SAVED],
  );
  return rows.map(({ name }) => name);
}

/** What a table's rows amount to: equal for equal rows. */
export interface TableSum {
  rows: number;
  sha256: string;
}

/** Writes a table's rows to a file, or to nowhere, a JSON object a line in the order of the primary key. */
export async function dumpTable(client: ClientBase, table: string, file?: string): Promise<TableSum> {
  const name = escapeIdentifier(table);
  const order = await primaryKey(client, table);
  const sum = { rows: 0, hash: createHash('sha256') };
  const out = file ? createWriteStream(file, { mode: 0o600 }) : undefined;
  await client.query(
    `DECLARE dump NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM ${name} t ORDER BY ${order}`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${ROWS_AT_ONCE} FROM dump`);
    if (rows.length === 0) break;
    const text = rows.map(({ line }) => `${line}\n`).join('');
    sum.rows += rows.length;
    sum.hash.update(text);
    if (out && !out.write(text)) await once(out, 'drain');
  }
  await client.query('CLOSE dump');
  if (out) {
    out.end();
    await finished(out);
  }
  return { rows: sum.rows, sha256: sum.hash.digest('hex') };
}

/** Inserts a file's rows into an empty table. */
export async function loadTable(client: ClientBase, table: string, file: string): Promise<void> {
  const columns = (await insertableColumns(client, table)).map(escapeIdentifier).join(', ');
  const name = escapeIdentifier(table);
  const statement = `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $1::json)`;
  let batch: string[] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length > 0) await client.query(statement, [`[${batch.join(',')}]`]);
    batch = [];
    bytes = 0;
  };
  for await (const line of linesOf(createReadStream(file))) {
    batch.push(line);
    bytes += line.length;
    if (batch.length >= ROWS_AT_ONCE || bytes > BYTES_AT_ONCE) await flush();
  }
  await flush();
}

/** The numbers that go on counting. */
export interface SequenceValue {
  name: string;
  value: string;
  called: boolean;
}

export async function readSequences(client: ClientBase): Promise<SequenceValue[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' AND sequencename NOT LIKE 'socket_io%' ORDER BY 1`,
  );
  const values: SequenceValue[] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${escapeIdentifier(name)}`,
    );
    if (state[0]) values.push({ name, ...state[0] });
  }
  return values;
}

export async function writeSequences(client: ClientBase, values: SequenceValue[]): Promise<void> {
  for (const { name, value, called } of values) {
    await client.query('SELECT setval(quote_ident($1)::regclass, $2::bigint, $3)', [name, value, called]);
  }
}

/**
 * Does work on tables in any order: foreign keys are put aside and checked against every row afterwards; triggers, which
 * guard changes and not what is restored, are quiet meanwhile.
 */
export async function withoutReferences(
  client: ClientBase,
  tables: string[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  for (const key of keys)
    await client.query(`ALTER TABLE ${key.table} DROP CONSTRAINT ${escapeIdentifier(key.name)}`);
  for (const table of tables)
    await client.query(`ALTER TABLE ${escapeIdentifier(table)} DISABLE TRIGGER USER`);
  await work();
  for (const table of tables)
    await client.query(`ALTER TABLE ${escapeIdentifier(table)} ENABLE TRIGGER USER`);
  for (const key of keys) {
    await client.query(
      `ALTER TABLE ${key.table} ADD CONSTRAINT ${escapeIdentifier(key.name)} ${key.definition}`,
    );
  }
}

async function primaryKey(client: ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.attname AS name FROM pg_index i
       JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY AS k(attnum, place) ON true
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indisprimary AND i.indrelid = quote_ident($1)::regclass ORDER BY k.place`,
    [table],
  );
  // Text in byte order: the two databases may sort by different rules.
  return rows.map(({ name }) => `t.${escapeIdentifier(name)}::text COLLATE "C"`).join(', ') || '1';
}

async function insertableColumns(client: ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = quote_ident($1)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}
