import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startMark } from './processes';

/** The data directory is in use by a process that is alive. */
export class DataInUseError extends Error {
  readonly pid: number;

  constructor(directory: string, pid: number) {
    super(
      `Linli already runs on the data in ${directory} (process ${pid}): stop it first, or set LINLI_DATA_DIR and PORT to run a second one.`,
    );
    this.name = 'DataInUseError';
    this.pid = pid;
  }
}

/** Held until `release`. A holder that was killed is noticed: its lock is taken over. */
export interface DataLock {
  release(): void;
}

/**
 * Takes a data directory for this process alone. The lock is a file that names the process and when it began, so that
 * another process with a reused id is not taken for the holder.
 */
export function lockDataDirectory(directory: string): DataLock {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  const path = join(directory, 'linli.pid');
  const own = join(directory, `linli.pid.${process.pid}`);
  const content = `${process.pid} ${startMark(process.pid)}\n`;
  writeFileSync(own, content);
  try {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      if (tryLink(own, path)) return { release: () => releaseIfOwn(path, content) };
      const found = read(path);
      const holder = livingHolder(found);
      if (holder !== undefined) throw new DataInUseError(directory, holder);
      if (found !== undefined) removeStale(path, own, found);
    }
    throw new Error(`The lock ${path} keeps changing hands: wait a moment and start Linli again.`);
  } finally {
    rmSync(own, { force: true });
  }
}

function tryLink(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's lock away. Should another starter have replaced it meanwhile, theirs is put back. */
function removeStale(path: string, own: string, stale: string): void {
  const aside = `${own}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== stale) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function releaseIfOwn(path: string, content: string): void {
  if (read(path) === content) rmSync(path, { force: true });
}

function livingHolder(content: string | undefined): number | undefined {
  const [pidText = '', ...mark] = (content ?? '').trim().split(' ');
  const pid = Number.parseInt(pidText, 10);
  if (!Number.isInteger(pid) || !isAlive(pid)) return undefined;
  const began = startMark(pid);
  return began === '' || began === mark.join(' ') ? pid : undefined;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
