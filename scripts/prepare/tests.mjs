import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seconds } from './say.mjs';

/**
 * @typedef {{ title: string, passed: number, failed: number }} Outcome
 */

/**
 * Runs a check that passes or fails as a whole and says how it went.
 * @param {string} title
 * @param {string[][]} commands Node.js scripts with their arguments, one after the other
 * @returns {Promise<Outcome>}
 */
export async function check(title, commands) {
  const began = performance.now();
  let output = '';
  for (const command of commands) {
    const result = await run(command);
    output += result.output;
    if (result.code !== 0) return report({ title, passed: 0, failed: 1 }, began, output);
  }
  return report({ title, passed: 1, failed: 0 }, began, output);
}

/**
 * Runs some of Vitest's projects in random order and counts their tests.
 * @param {string} title
 * @param {string[]} projects
 * @param {number} seed decides the order
 * @returns {Promise<Outcome>}
 */
export async function vitest(title, projects, seed) {
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'linli-vitest-'));
  const file = join(folder, 'report.json');
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await run(['node_modules/vitest/vitest.mjs', 'run', ...chosen, ...reporters], {
    LINLI_TEST_SEED: String(seed),
    NO_COLOR: '1',
  });
  const counted = count(file);
  rmSync(folder, { recursive: true, force: true });
  // A crash or an error outside a test fails the run without failing a test.
  const failed = counted.failed === 0 && code !== 0 ? 1 : counted.failed;
  return report({ title, passed: counted.passed, failed }, began, output);
}

function count(file) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const brokenFiles = testResults.filter(
      (result) =>
        result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
    );
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function report(outcome, began, output) {
  const { title, passed, failed } = outcome;
  if (failed > 0) process.stdout.write(`\n${output.trim()}\n\n`);
  process.stdout.write(
    `  ${title}: ${passed} passed, ${failed} failed (${seconds(performance.now() - began)})\n`,
  );
  return outcome;
}

function run(command, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
