import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { PostgresPrograms } from './postgres-files';
import { isReachable, type ProcessOwner } from './postgres-user';

/** The PostgreSQL that comes with this version writes data of this major version. */
const MAJOR = '18';
const LOG_LIMIT = 10 * 1024 * 1024;

/** Where the files of the database are, and where copies of its programs may be kept. */
export interface ClusterLocation {
  cluster: string;
  shelter: string;
  /** True when the data directory is closed to the user who runs PostgreSQL. */
  moved: boolean;
}

/**
 * The folder for the database's files: `postgres` in the data directory, or, where the user who runs PostgreSQL cannot
 * get there (root's home is closed to others), a folder of its own under /var/lib/linli.
 */
export function locateCluster(directory: string, owner: ProcessOwner | undefined): ClusterLocation {
  const absolute = resolve(directory);
  const shelter = '/var/lib/linli';
  if (!owner || isReachable(absolute, owner)) {
    return { cluster: join(absolute, 'postgres'), shelter, moved: false };
  }
  const name = createHash('sha256').update(absolute).digest('hex').slice(0, 16);
  return { cluster: join(shelter, name, 'postgres'), shelter, moved: true };
}

/** What `createCluster` needs to know. */
export interface NewCluster {
  programs: PostgresPrograms;
  owner: ProcessOwner | undefined;
  cluster: string;
  user: string;
  password: string;
  durable?: boolean;
}

/** Makes an empty database. It appears under its name only when it is whole. */
export function createCluster({
  programs,
  owner,
  cluster,
  user,
  password,
  durable = true,
}: NewCluster): void {
  const half = `${cluster}.new`;
  mkdirSync(dirname(cluster), { recursive: true, mode: 0o755 });
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  const passwordFile = join(tmpdir(), `linli-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  if (owner) {
    chownSync(half, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  try {
    // Without these a bare environment makes it SQL_ASCII, and the system's locale would decide how text sorts.
    const encoding = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
    const access = [`--username=${user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    const result = spawnSync(
      programs.initdb,
      [`--pgdata=${half}`, ...encoding, ...access, ...(durable ? [] : ['--no-sync'])],
      { ...owner, ...PLAIN_ENVIRONMENT, cwd: dirname(cluster), encoding: 'utf8' },
    );
    if (result.error) throw result.error;
    if (result.status !== 0) throw new Error(`PostgreSQL could not make its files: ${result.stderr.trim()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, cluster);
}

/** Refuses data of another major version, which this PostgreSQL cannot read. */
export function assertReadable(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR) {
    throw new Error(
      `The data in ${cluster} was written by PostgreSQL ${version}, and this Linli brings ${MAJOR}: make a backup with the Linli that wrote it, and restore it here.`,
    );
  }
}

/** Starts a new log file once the old one is large; one old file is kept. */
export function rotateLog(path: string): void {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT) renameSync(path, `${path}.1`);
}

/** PostgreSQL gets no secret of ours, and no PG… variable decides for it. */
export const PLAIN_ENVIRONMENT =
  process.platform === 'win32'
    ? {}
    : { env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_MESSAGES: 'C', TZ: 'UTC' } };
