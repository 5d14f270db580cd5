/**
 * npm run bench -- NAME    runs tests/bench/NAME.bench.ts
 *
 * Such a file exports one function that measures and answers a BenchLine, which becomes the last line, as JSON. Benches
 * compare with a reference of the same run; no test fails on a time.
 */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchLine } from './measure';

const folder = fileURLToPath(new URL('.', import.meta.url));
const name = process.argv[2] ?? '';

if (!/^[a-z-]+$/.test(name) || !existsSync(`${folder}${name}.bench.ts`)) {
  const known = readdirSync(folder).filter((file) => file.endsWith('.bench.ts'));
  console.error(
    `npm run bench -- NAME, where NAME is one of: ${known.map((file) => file.slice(0, -9)).join(', ')}`,
  );
  process.exit(1);
}

const module = (await import(`./${name}.bench.ts`)) as Record<string, unknown>;
const [measure] = Object.values(module).filter((value) => typeof value === 'function');
if (!measure) throw new Error(`${name}.bench.ts exports no function`);
const line = (await (measure as () => Promise<BenchLine>)()) satisfies BenchLine;
console.log(JSON.stringify(line));
process.exit(0);
