import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertReadable, PLAIN_ENVIRONMENT } from './cluster';
import type { PostgresPrograms } from './postgres-files';
import type { ProcessOwner } from './postgres-user';

/** What `startPostmaster` needs to know. */
export interface PostmasterOptions {
  programs: PostgresPrograms;
  owner: ProcessOwner | undefined;
  cluster: string;
  logFile: string;
  port: number;
  /** As `name=value`. */
  settings: string[];
}

/** A running PostgreSQL process. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves, with how it ended, once the process is gone. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** After a crash PostgreSQL forces every file to disk before it goes on, which takes minutes on much data and a slow disk. */
const START_PATIENCE = 600_000;
const STOP_PATIENCE = 10_000;

/** Starts PostgreSQL and returns once it accepts connections. It ends when this process does. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  assertReadable(options.cluster);
  const logStart = sizeOf(options.logFile);
  const log = openSync(options.logFile, 'a', 0o600);
  const fixed = [`port=${options.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const child = spawn(
    options.programs.postgres,
    ['-D', options.cluster, ...[...fixed, ...options.settings].flatMap((setting) => ['-c', setting])],
    // Detached, so that Ctrl-C reaches the server alone and the database ends after the last answer was written.
    {
      ...options.owner,
      ...PLAIN_ENVIRONMENT,
      cwd: options.cluster,
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const ended = endOf(child);
  // From the first moment: this process may end while the database still starts.
  const watchdog = startWatchdog(child);
  void ended.then(() => watchdog?.kill('SIGKILL'));
  await waitUntilReady(child, ended, options.cluster, () => tailOf(options.logFile, logStart));
  child.unref();

  return {
    pid: child.pid ?? 0,
    ended,
    async stop() {
      // SIGINT is PostgreSQL's "fast" shutdown: open transactions are rolled back, the rest is written out.
      child.kill('SIGINT');
      const patience = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE);
      await ended;
      clearTimeout(patience);
    },
  };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** PostgreSQL writes "ready" into the last line of its pid file. */
async function waitUntilReady(
  child: ChildProcess,
  ended: Promise<string>,
  cluster: string,
  said: () => string,
): Promise<void> {
  let failure: string | undefined;
  void ended.then((reason) => (failure = reason));
  const deadline = Date.now() + START_PATIENCE;
  while (!isReady(cluster, child.pid)) {
    if (failure !== undefined) throw new Error(`PostgreSQL did not start (${failure}): ${said()}`);
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw new Error(`PostgreSQL was not ready after ${START_PATIENCE / 1000} seconds: ${said()}`);
    }
    await sleep(10);
  }
}

function isReady(cluster: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/**
 * A shell that waits for this process to end, however it ends (its standard input closes then), and tells PostgreSQL to
 * shut down. So the database does not outlive even a `kill -9`.
 */
function startWatchdog(postmaster: ChildProcess): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const watchdog = spawn(
    '/bin/sh',
    ['-c', 'read -r _; kill -INT "$1"', 'linli-watchdog', String(postmaster.pid)],
    {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      ...PLAIN_ENVIRONMENT,
    },
  );
  watchdog.on('error', () => undefined);
  watchdog.unref();
  // The pipe must not keep this process alive; a socket it is, though its type says stream.
  (watchdog.stdin as unknown as { unref?: () => void }).unref?.();
  return watchdog;
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** The reason in the log since `start`: its complaints, but for those of processes that an earlier PostgreSQL left, or its last line. */
function tailOf(path: string, start: number): string {
  const lines = readFileSync(path).subarray(start).toString('utf8').trim().split('\n');
  return (
    lines
      .filter((line) => /FATAL|PANIC|ERROR|LOG:  could not/.test(line))
      .filter((line) => !line.includes('terminating connection'))
      .slice(0, 3)
      .join('; ') ||
    (lines.at(-1) ?? '')
  );
}
