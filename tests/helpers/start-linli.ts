import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm start` as a process of its own. */
export interface LinliProcess {
  readonly pid: number;
  /** Where it says it is ready. */
  readonly address: string;
  /** Everything it printed. */
  output(): string;
  /** Resolves with the exit code, or null after a signal that cannot be caught. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

const SETTINGS = {
  LINLI_DEMO: '0',
  SESSION_SECRET: 'only for tests of the process, 32 characters',
  PORT: '0',
};

/** Runs `npm start` on a data directory until it is ready, as a real installation on any free port. */
export async function startLinli(
  directory: string,
  settings: Record<string, string> = {},
): Promise<LinliProcess> {
  const { child, output, ended } = launch({ LINLI_DATA_DIR: directory, ...settings });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const ready = /^Linli is ready at (\S+)$/m.exec(output());
      if (ready?.[1]) resolve(ready[1]);
    });
    void ended.then((code) =>
      reject(new Error(`Linli ended with ${code} before it was ready:\n${output()}`)),
    );
  });
  return { pid: child.pid ?? 0, address, output, ended, kill: (signal) => child.kill(signal) };
}

/** Runs `npm start` with settings that it refuses. */
export async function refusedStart(
  settings: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { output, ended } = launch(settings);
  return { code: await ended, output: output() };
}

/** A data directory of a test's own, and its end. */
export function makeDataDirectory(): { directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'linli-process-'));
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(directory, 0o755);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }) };
}

function launch(settings: Record<string, string>) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(LINLI_|VITE|NODE_ENV|DATABASE_URL)/.test(name),
  );
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...Object.fromEntries(inherited), ...SETTINGS, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output: () => text, ended };
}
