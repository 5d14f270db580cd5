import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, test } from 'vitest';
import { isAlive, waitForEnd } from '~/server/database/processes';
import { makeDataDirectory, refusedStart, startLinli, type LinliProcess } from '~/tests/helpers/start-linli';
import { waitFor } from '~/tests/helpers/wait-for';

const cleanUp: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (let work = cleanUp.pop(); work; work = cleanUp.pop()) await work();
});

function newDirectory(): string {
  const { directory, remove } = makeDataDirectory();
  cleanUp.push(remove);
  return directory;
}

async function start(directory: string, settings?: Record<string, string>): Promise<LinliProcess> {
  const linli = await startLinli(directory, settings);
  cleanUp.push(async () => {
    linli.kill('SIGTERM');
    await linli.ended;
  });
  return linli;
}

/** The process id of the PostgreSQL on a data directory. */
const postgresOf = (directory: string): number =>
  Number.parseInt(readFileSync(join(directory, 'postgres/postmaster.pid'), 'utf8'), 10);

/** The process that ends a PostgreSQL when its server is gone. */
function watchdogOf(postgres: number): number {
  const processes = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  const found = new RegExp(`^\\s*(\\d+) .*linli-watchdog ${postgres}$`, 'm').exec(processes);
  return Number(found?.[1]);
}

const status = async (linli: LinliProcess, path: string): Promise<number> =>
  (await fetch(`${linli.address}${path}`)).status;

/** Each start of an installation that is not set up yet makes a new one. */
const setupCodeOf = (linli: LinliProcess): string =>
  /Set-up code of this new installation: (\S+)/.exec(linli.output())?.[1] ?? '';

describe('starting', () => {
  test('on an empty data directory says what it does, ends with the ready line and answers', async () => {
    const linli = await start(newDirectory());

    expect(linli.output().trim().split('\n').at(-1)).toBe(`Linli is ready at ${linli.address}`);
    expect(linli.address).toMatch(/^http:\/\/localhost:\d+$/);
    expect(linli.output()).toContain('Starting the database');
    await expect(status(linli, '/readyz')).resolves.toBe(200);
    await expect(status(linli, '/')).resolves.toBe(200);
    expect(setupCodeOf(linli)).toMatch(/^[0-9a-f-]{20,}$/);
  });

  test('a second time on the same data is refused in a sentence that names the first', async () => {
    const directory = newDirectory();
    const first = await start(directory);

    const second = await refusedStart({ LINLI_DATA_DIR: directory });

    expect(second.code).toBe(1);
    expect(second.output.trim().split('\n').at(-1)).toBe(
      `Linli already runs on the data in ${directory} (process ${first.pid}): stop it first, or set LINLI_DATA_DIR and PORT to run a second one.`,
    );
    await expect(status(first, '/readyz')).resolves.toBe(200);
  });

  test('on a port that another program has is refused in a sentence, and leaves no PostgreSQL behind', async () => {
    const first = await start(newDirectory());
    const directory = newDirectory();

    const second = await refusedStart({ LINLI_DATA_DIR: directory, PORT: new URL(first.address).port });

    expect(second.code).toBe(1);
    expect(second.output).toMatch(
      /Port \d+ is in use by another program: stop it, or set PORT to another number\./,
    );
    expect(() => postgresOf(directory)).toThrow();
  });

  test('with bad settings says everything that is wrong, and does nothing else', async () => {
    const { code, output } = await refusedStart({ PORT: 'http', LOG_LEVEL: 'loud', SESSION_SECRET: '' });

    expect(code).toBe(1);
    expect(output.trim().split('\n')).toEqual([
      expect.stringMatching(/^PORT must be/),
      expect.stringMatching(/^LOG_LEVEL must be/),
      expect.stringMatching(/^SESSION_SECRET is missing/),
    ]);
  });

  test('with a DATABASE_URL that does not answer says which, without the password', async () => {
    const { code, output } = await refusedStart({
      DATABASE_URL: 'postgresql://linli:hidden@127.0.0.1:1/linli',
    });

    expect(code).toBe(1);
    expect(output).toMatch(
      /^The PostgreSQL that DATABASE_URL names \(127\.0\.0\.1:1\/linli\) does not let Linli in: .*ECONNREFUSED/,
    );
    expect(output).not.toContain('hidden');
  });
});

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends requests, sockets and the database in order, with exit code 0',
    async (signal) => {
      const directory = newDirectory();
      const linli = await start(directory);
      const postgres = postgresOf(directory);
      const socket = io(linli.address, { transports: ['websocket'], reconnection: false });
      cleanUp.push(() => void socket.close());
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      const cut = new Promise((resolve) => socket.once('disconnect', resolve));

      linli.kill(signal);

      await expect(linli.ended).resolves.toBe(0);
      await cut;
      expect(isAlive(postgres)).toBe(false);
    },
  );
});

/** Ending and recovering force every file to disk, and a busy disk takes its time. */
describe('after a crash', { timeout: 120_000 }, () => {
  test('kill -9 of the server takes PostgreSQL down with it, and the next start simply works', async () => {
    const directory = newDirectory();
    const killed = await startLinli(directory);
    const postgres = postgresOf(directory);
    const code = setupCodeOf(killed);

    killed.kill('SIGKILL');
    await killed.ended;
    await expect(waitForEnd(postgres, 60_000)).resolves.toBe(true);

    const next = await start(directory);
    await expect(status(next, '/readyz')).resolves.toBe(200);
    expect(setupCodeOf(next)).not.toBe(code);
  });

  test('a PostgreSQL that was left running is stopped by the next start', async () => {
    const directory = newDirectory();
    const killed = await startLinli(directory);
    const postgres = postgresOf(directory);

    process.kill(watchdogOf(postgres), 'SIGKILL');
    killed.kill('SIGKILL');
    await killed.ended;
    expect(isAlive(postgres)).toBe(true);
    const next = await start(directory);

    expect(next.output()).toContain(
      `Stopped the PostgreSQL (process ${postgres}) that an earlier run left behind`,
    );
    expect(isAlive(postgres)).toBe(false);
    expect(postgresOf(directory)).not.toBe(postgres);
    await expect(status(next, '/readyz')).resolves.toBe(200);
  });

  test('kill -9 of PostgreSQL is noticed: it is started again and the server goes on', async () => {
    const directory = newDirectory();
    const linli = await start(directory);
    const postgres = postgresOf(directory);

    process.kill(postgres, 'SIGKILL');

    await waitFor(() => linli.output().includes('PostgreSQL is back'), 'PostgreSQL to be back', 90_000);
    await waitFor(async () => (await status(linli, '/readyz')) === 200, 'the server to be ready', 15_000);
    expect(postgresOf(directory)).not.toBe(postgres);
  });
});
