import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase } from '~/server/database/client';
import { startEmbedded } from '~/server/database/embedded';
import { encodeId, newId } from '~/server/database/id';
import { migrate } from '~/server/database/migrate';
import { startApiProcess } from '~/tests/helpers/api-process';
import { personId, resetClaims, seedClaims, taskId } from './claim-seed';
import { BenchClient } from './http-client';
import { median, type BenchLine } from './measure';
import { singleClaimStatement } from './single-claim';

/** Which person claims which task, by the client and how often it has claimed. */
export interface ClaimPattern {
  readonly name: string;
  readonly persons: number;
  readonly tasks: number;
  /** Clients of the API, and connections of the reference. */
  readonly clients: number;
  readonly connections: number;
  /** Arithmetic in c (the client) and i (its claims so far) that JavaScript and pgbench read alike, in whole numbers. */
  readonly person: string;
  readonly task: string;
}

const rounds = 7;
const seconds = 3;

const mutation = `mutation ($input: ClaimTaskInput!) {
  claimTask(input: $input) { __typename ... on Claim { id state } ... on Refusal { code } }
}`;

/**
 * Claims through the API over HTTP, each client signed in, against a statement a claim run by pgbench (by `pg` in this process where
 * pgbench is not installed). One database on disk; every round begins without claims; the API and the reference take turns.
 */
export async function measureClaims(pattern: ClaimPattern): Promise<BenchLine> {
  const directory = mkdtempSync(join(tmpdir(), `linli-bench-${pattern.name}-`));
  // PostgreSQL runs as another user when this runs as root.
  chmodSync(directory, 0o755);
  const postgres = await startEmbedded({ directory });
  const stops: (() => Promise<void> | void)[] = [];
  try {
    await postgres.ensureDatabase('bench');
    const url = postgres.url('bench');
    const { pool, close } = openDatabase(url, { maxConnections: pattern.connections });
    stops.push(close);
    await migrate(pool);
    const cookies = await seedClaims(pool, pattern);
    const api = await startApiProcess(url);
    stops.push(() => api.kill());
    const pgbench = hasPgbench();

    const askAll = () => claimByApi(api.port, pattern, cookies);
    const reference = () => (pgbench ? claimByPgbench(url, pattern, directory) : claimByPg(pool, pattern));
    const rates: { api: number; reference: number }[] = [];
    for (let round = -1; round <= rounds; round += 1) {
      const api = await askAll();
      await resetClaims(pool);
      const floor = await reference();
      await resetClaims(pool);
      // The first two rounds warm both up.
      if (round < 1) continue;
      rates.push({ api, reference: floor });
      console.log(
        `round ${round}: API ${api.toFixed(0)}/s, reference ${floor.toFixed(0)}/s, ${(api / floor).toFixed(3)}`,
      );
    }
    return {
      name: pattern.name,
      ratio: Number(median(rates.map((rate) => rate.api / rate.reference)).toFixed(3)),
      rounds,
      reference: `a statement a claim, ${pattern.connections} connections, by ${pgbench ? 'pgbench' : 'pg in a loop'}`,
      clients: pattern.clients,
      perSecond: Math.round(median(rates.map((rate) => rate.api))),
      referencePerSecond: Math.round(median(rates.map((rate) => rate.reference))),
    };
  } finally {
    for (const stop of stops.toReversed()) await stop();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The pattern's arithmetic as a function. It is written in the bench files, never input. */
function numberOf(formula: string): (c: number, i: number) => number {
  const evaluate = new Function('c', 'i', `return Math.trunc(${formula})`) as (
    c: number,
    i: number,
  ) => number;
  return evaluate;
}

/** Claims a second by so many loops for some seconds. */
async function paced(
  clients: number,
  claim: (client: number, done: number) => Promise<void>,
): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1_000;
  let claims = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let done = 0; performance.now() < until; done += 1) {
        await claim(client, done);
        claims += 1;
      }
    }),
  );
  return (claims / (performance.now() - started)) * 1_000;
}

async function claimByApi(port: number, pattern: ClaimPattern, cookies: readonly string[]): Promise<number> {
  const clients = Array.from({ length: pattern.clients }, () => new BenchClient(port));
  const [person, task] = [numberOf(pattern.person), numberOf(pattern.task)];
  try {
    return await paced(pattern.clients, async (c, i) => {
      const cookie = cookies[person(c, i)];
      if (!cookie) throw new Error('There are too few people for this bench on this machine');
      const variables = { input: { task: encodeId('Task', taskId(task(c, i))) } };
      const answer = await clients[c]?.post(JSON.stringify({ query: mutation, variables }), cookie);
      if (!answer?.includes('"state":"confirmed"')) throw new Error(`A claim failed: ${answer?.toString()}`);
    });
  } finally {
    for (const client of clients) client.close();
  }
}

function claimByPg(pool: ReturnType<typeof openDatabase>['pool'], pattern: ClaimPattern): Promise<number> {
  const [person, task] = [numberOf(pattern.person), numberOf(pattern.task)];
  return paced(pattern.connections, async (c, i) => {
    const id = personId(person(c, i));
    const values = [
      taskId(task(c, i)),
      id,
      new Date(),
      newId(),
      newId(),
      newId(),
      null,
      id,
      null,
      'self',
      'api',
    ];
    const { rowCount } = await pool.query({ name: 'single-claim', text: singleClaimStatement, values });
    if (rowCount !== 1) throw new Error('A claim of the reference failed');
  });
}

const hasPgbench = (): boolean => spawnSync('pgbench', ['--version']).status === 0;

/** Each of pgbench's clients counts its own claims in i and names rows by their numbers. */
async function claimByPgbench(url: string, pattern: ClaimPattern, directory: string): Promise<number> {
  const id = (kind: string, variable: string) =>
    `('00000000-0000-7000-${kind}-' || lpad(:${variable}::text, 12, '0'))::uuid`;
  const inPgbench = (formula: string) =>
    formula.replace(/\b[ci]\b/g, (name) => (name === 'c' ? ':client_id' : ':i'));
  const parameters = [
    id('8012', 'task'),
    id('8010', 'person'),
    'now()',
    ...Array<string>(3).fill('uuidv7()'),
  ];
  const others = ['NULL', id('8010', 'person'), 'NULL', `'self'`, `'api'`];
  const sql = singleClaimStatement
    .replace(
      /\$(\d+)(::timestamptz)?/g,
      (_, number: string) => [...parameters, ...others][Number(number) - 1] ?? 'NULL',
    )
    // One id for the claim, its history and its event, as a parameter would be.
    .replace('WITH need AS', 'WITH made AS MATERIALIZED (SELECT uuidv7() AS id), need AS')
    .replaceAll('uuidv7()::uuid, task.id', '(SELECT id FROM made), task.id')
    .replaceAll(`'claim', uuidv7()::uuid`, `'claim', (SELECT id FROM made)`)
    .replaceAll(`'claimId', uuidv7()::uuid`, `'claimId', (SELECT id FROM made)`);
  const script = join(directory, 'claim.pgbench');
  writeFileSync(
    script,
    [
      `\\set person ${inPgbench(pattern.person)}`,
      `\\set task ${inPgbench(pattern.task)}`,
      '\\set i :i + 1',
      `${sql.replaceAll('\n', ' ')};`,
    ].join('\n'),
  );
  const flags = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(pattern.connections),
    '-j',
    '2',
    '-T',
    String(seconds),
    '-D',
    'i=0',
    '-f',
    script,
  ];
  const { stdout, stderr } = await promisify(execFile)('pgbench', [...flags, url]);
  const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!rate || /aborted/.test(stderr)) throw new Error(`pgbench failed: ${stderr.slice(0, 500)}`);
  return Number(rate);
}
