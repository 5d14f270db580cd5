/**
 * npm test: everything there is. Installs, generates and builds what is missing, then runs checks beside tests, and browser
 * tests at the end. Last line: `N passed, N failed`. LINLI_TEST_SEED repeats the order of an earlier run.
 */
import './prepare/home.mjs';
import { build } from './prepare/build.mjs';
import { checkNodeVersion, installPackages } from './prepare/dependencies.mjs';
import { generate } from './prepare/generate.mjs';
import { giveUp, PlainError } from './prepare/say.mjs';
import { check, vitest } from './prepare/tests.mjs';

const seed = Number(process.env.LINLI_TEST_SEED ?? Math.floor(Math.random() * 1_000_000));

try {
  checkNodeVersion();
  await installPackages();
  await generate();
  await build();
} catch (error) {
  giveUp(error instanceof PlainError ? error.message : error.stack, '0 passed, 1 failed');
}

console.log(`  Order of tests: LINLI_TEST_SEED=${seed}`);
const outcomes = await Promise.all([checks(), tests()]);
const total = outcomes
  .flat()
  .reduce((sum, outcome) => ({ passed: sum.passed + outcome.passed, failed: sum.failed + outcome.failed }), {
    passed: 0,
    failed: 0,
  });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** One after the other, beside the tests: together they take about as long. */
async function checks() {
  const tsx = ['--import', 'tsx'];
  return [
    await check('Schema and migrations', [[...tsx, 'scripts/db-check.ts']]),
    await check('Types', [
      ['node_modules/@react-router/dev/bin.js', 'typegen'],
      ['node_modules/typescript/bin/tsc', '--noEmit'],
    ]),
    await check('Lint', [
      [
        'node_modules/eslint/bin/eslint.js',
        '.',
        '--cache',
        '--cache-location',
        'node_modules/.cache/eslint/',
      ],
    ]),
  ];
}

async function tests() {
  return [
    await vitest('Unit and database tests', ['unit', 'database'], seed),
    await vitest('Browser tests', ['e2e'], seed),
  ];
}
