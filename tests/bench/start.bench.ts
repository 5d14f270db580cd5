import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave, median, type BenchLine } from './measure';

const rounds = 7;

/**
 * The second `npm start` on a loaded demo, from the command to the ready line, against a Node process that does nothing but
 * start PostgreSQL on the same data. The first start, which installs, builds and loads, is not measured.
 */
export async function start(): Promise<BenchLine> {
  const directory = mkdtempSync(join(tmpdir(), 'linli-bench-start-'));
  chmodSync(directory, 0o755);
  const settings = {
    LINLI_DATA_DIR: directory,
    LINLI_DEMO: '1',
    PORT: '0',
    SESSION_SECRET: '',
    NODE_ENV: 'production',
  };
  const postgresAlone = fileURLToPath(new URL('./start-postgres.ts', import.meta.url));
  const linli = () => untilReady(['scripts/start.mjs'], settings);
  const postgres = () => untilReady(['--import', 'tsx', postgresAlone, directory], settings);
  try {
    await linli();
    await postgres();
    const measured = await interleave(linli, postgres, { rounds, unit: ' ms' });
    return {
      name: 'start',
      ratio: measured.ratio,
      rounds,
      reference: 'a Node process that starts the same PostgreSQL on the same data and nothing else',
      startMs: Math.round(median(measured.ours)),
      postgresMs: Math.round(median(measured.reference)),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds until the process says it is ready; it is then stopped and waited for. */
async function untilReady(command: string[], settings: Record<string, string>): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  const took = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/ is ready/.test(said)) resolve(performance.now() - began);
    });
    void ended.then(() => reject(new Error(`It ended before it was ready: ${said}`)));
  });
  child.kill('SIGTERM');
  await ended;
  return took;
}
