import { existsSync } from 'node:fs';
import { runQuietly } from './run.mjs';
import { PlainError, step } from './say.mjs';
import { hashOf, isFresh, writeStamp } from './stamps.mjs';

const OLDEST = [20, 19];
const LOCK = 'package-lock.json';
const STAMP = 'node_modules/.linli-lock';

/** Ends with a sentence when this Node.js is too old to run Linli. */
export function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new PlainError(
      `Linli needs Node.js ${OLDEST.join('.')} or later and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
    );
  }
}

/** Installs the packages when there are none, or when the lock file says others than were installed. */
export async function installPackages() {
  const hash = hashOf([LOCK]);
  if (isFresh(STAMP, hash)) return;
  if (!existsSync(STAMP) && (await matchesLock())) {
    writeStamp(STAMP, hash);
    return;
  }
  await step('Installing packages: a minute or two the first time', () =>
    runQuietly('Installing packages', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund']),
  );
  writeStamp(STAMP, hash);
}

/** Packages that someone installed with npm themselves need no second installation. */
async function matchesLock() {
  if (!existsSync('node_modules/.package-lock.json')) return false;
  try {
    await runQuietly('Checking packages', 'npm', ['ls', '--all', '--offline', '--silent']);
    return true;
  } catch {
    return false;
  }
}
