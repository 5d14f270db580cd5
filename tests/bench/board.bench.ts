import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '~/server/database/client';
import { startEmbedded } from '~/server/database/embedded';
import { migrate } from '~/server/database/migrate';
import { seedBoard } from './board-seed';
import { BenchClient } from './http-client';
import { median, type BenchLine } from './measure';

const needs = 5_000;
const clients = 16;
const rounds = 7;
const roundMs = 2_000;

const query = `query Board($first: Int) {
  needs(first: $first) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      id title kind status urgency placeName latitude longitude distance startsAt endsAt places placesTaken filled atRisk
      community { name timeZone } organisation { name } category { name mark }
    } }
  }
}`;
const body = JSON.stringify({ query, variables: { first: 50 } });

/**
 * The board through the API over HTTP against the floor: node:http, pg and JSON of the same rows by the same statement.
 * Both servers are processes of their own on one database, asked in turn by the same clients.
 */
export async function board(): Promise<BenchLine> {
  const directory = mkdtempSync(join(tmpdir(), 'linli-bench-board-'));
  // PostgreSQL runs as another user when this runs as root.
  chmodSync(directory, 0o755);
  const postgres = await startEmbedded({ directory, durable: false });
  const children: ChildProcess[] = [];
  try {
    await postgres.ensureDatabase('bench');
    const url = postgres.url('bench');
    const database = openDatabase(url);
    await migrate(database.pool);
    await seedBoard(database.pool, needs);
    await database.close();

    const api = await startServer('api', url, children);
    const floor = await startServer('floor', url, children);
    await assertAnswers(api);
    await load(api, 1_500);
    await load(floor, 1_500);
    const rates: { api: number; floor: number }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const rate = { api: await load(api, roundMs), floor: await load(floor, roundMs) };
      rates.push(rate);
      console.log(
        `round ${round}: API ${rate.api.toFixed(0)}/s, floor ${rate.floor.toFixed(0)}/s, ${(rate.api / rate.floor).toFixed(3)}`,
      );
    }
    return {
      name: 'board',
      ratio: Number(median(rates.map((rate) => rate.api / rate.floor)).toFixed(3)),
      rounds,
      reference: 'node:http + pg + JSON of the same 50 rows by the same statement',
      needs,
      perSecond: Math.round(median(rates.map((rate) => rate.api))),
      floorPerSecond: Math.round(median(rates.map((rate) => rate.floor))),
    };
  } finally {
    for (const child of children) child.kill();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function startServer(kind: 'api' | 'floor', url: string, children: ChildProcess[]): Promise<number> {
  const file = fileURLToPath(new URL('./board-server.ts', import.meta.url));
  const child = fork(file, [kind, url], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (port) => resolve(Number(port)));
    child.once('exit', (code) => reject(new Error(`The ${kind} server ended with ${code}`)));
  });
}

async function assertAnswers(port: number): Promise<void> {
  const client = new BenchClient(port);
  const answer = JSON.parse((await client.post(body)).toString()) as {
    data?: { needs?: { edges: unknown[] } };
    errors?: unknown;
  };
  client.close();
  if (answer.errors || answer.data?.needs?.edges.length !== 50) {
    throw new Error(`The API did not answer the board: ${JSON.stringify(answer).slice(0, 500)}`);
  }
}

/** Answers a second with so many clients asking one after the other. */
async function load(port: number, milliseconds: number): Promise<number> {
  const started = performance.now();
  const until = started + milliseconds;
  let answers = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new BenchClient(port);
      for (; performance.now() < until; answers += 1) await client.post(body);
      client.close();
    }),
  );
  return (answers / (performance.now() - started)) * 1_000;
}
