import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user and group that a process runs as. */
export interface ProcessOwner {
  uid: number;
  gid: number;
}

/**
 * The user to run PostgreSQL as, which refuses to run as root. Undefined means the user of this process; as root it is
 * the system's `postgres` user, made when missing, or else `nobody`.
 */
export function findPostgresUser(): ProcessOwner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp('postgres') ?? (createUser() ? lookUp('postgres') : undefined) ?? lookUp('nobody');
  if (!found) {
    throw new Error(
      'PostgreSQL does not run as root and no other user could be made: run Linli as another user, or set DATABASE_URL.',
    );
  }
  return found;
}

/** Whether a user who owns nothing on the way may read this path: every folder above is open, and so is the path. */
export function isReachable(path: string, owner: ProcessOwner): boolean {
  if (!mayRead(path, owner)) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!maySearch(folder, owner)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function lookUp(name: string): ProcessOwner | undefined {
  const uid = Number.parseInt(run('id', ['-u', name]), 10);
  const gid = Number.parseInt(run('id', ['-g', name]), 10);
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { uid, gid } : undefined;
}

function createUser(): boolean {
  const made =
    run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']) !==
      FAILED || run('adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'postgres']) !== FAILED;
  return made;
}

const FAILED = 'failed';

function run(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return FAILED;
  }
}

function mayRead(path: string, owner: ProcessOwner): boolean {
  return bits(path, owner, 0o4);
}

function maySearch(path: string, owner: ProcessOwner): boolean {
  return bits(path, owner, 0o1);
}

function bits(path: string, owner: ProcessOwner, wanted: number): boolean {
  const { mode, uid, gid } = statSync(path);
  if (uid === owner.uid) return ((mode >> 6) & wanted) === wanted;
  if (gid === owner.gid) return ((mode >> 3) & wanted) === wanted;
  return (mode & wanted) === wanted;
}
