import { runTool } from './run.mjs';
import { step } from './say.mjs';
import { hashOf, isFresh, writeStamp } from './stamps.mjs';

const STAMP = 'build/.linli-inputs';
const INPUTS = [
  'app',
  'public',
  'messages',
  'server/realtime/contract.ts',
  'server/graphql/schema.graphql',
  'project.inlang/settings.json',
  'react-router.config.ts',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
];

/** Builds the pages when anything they are made of changed. */
export async function build({ force = false } = {}) {
  const hash = hashOf(INPUTS, (path) => !/\.test\.tsx?$/.test(path));
  if (!force && isFresh(STAMP, hash, ['build/server/index.js', 'build/client'])) return;
  await step('Building the pages', () =>
    runTool('Building the pages', '@react-router/dev/bin.js', ['build'], { env: { NODE_ENV: 'production' } }),
  );
  writeStamp(STAMP, hash);
}
