import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive, signal, waitForEnd } from './processes';

/**
 * Stops a PostgreSQL that outlived the server which started it: the one that `postmaster.pid` names, once its command
 * line shows that it serves this very directory. Returns its process id, or undefined when there was none.
 */
export async function stopOrphan(directory: string): Promise<number | undefined> {
  const pidFile = join(directory, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid === undefined) return undefined;
  if (!isAlive(pid) || !commandLine(pid).includes(directory)) {
    // Left by a crash; its number may meanwhile belong to another program, which PostgreSQL would wait for in vain.
    rmSync(pidFile, { force: true });
    return undefined;
  }
  for (const [name, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(pid, name);
    if (await waitForEnd(pid, patience)) return pid;
  }
  throw new Error(
    `An older PostgreSQL (process ${pid}) on ${directory} does not stop: end it, then start Linli again.`,
  );
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
