import { existsSync } from 'node:fs';
import { runTool } from './run.mjs';
import { step } from './say.mjs';
import { hashOf, isFresh, writeStamp } from './stamps.mjs';

/** Everything that is made from sources and not committed. Each is made anew only when its inputs changed. */
const PARTS = [
  {
    name: 'database client',
    inputs: ['prisma/schema', 'prisma.config.ts', 'package-lock.json'],
    outputs: ['generated/prisma/client.ts'],
    make: () =>
      runTool('Generating the database client', 'prisma/build/index.js', ['generate', '--no-hints'], {
        // Any existing file: the client needs no schema engine, and Prisma would download one.
        env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
      }),
  },
  {
    name: 'messages',
    inputs: ['messages', 'project.inlang/settings.json', 'scripts/messages.mjs', 'package-lock.json'],
    outputs: ['generated/messages/messages.js', 'generated/messages-apart/messages.js'],
    make: () => runTool('Compiling the messages', '../scripts/messages.mjs', []),
    needs: 'scripts/messages.mjs',
  },
  {
    name: 'types of GraphQL documents',
    inputs: ['server/graphql/schema.graphql', 'tsconfig.json'],
    outputs: ['generated/graphql-env.d.ts'],
    make: () => runTool('Typing the GraphQL documents', 'gql.tada/bin/cli.js', ['generate-output']),
    needs: 'server/graphql/schema.graphql',
  },
];

/**
 * Makes what is missing or stale under `generated/`.
 * @param {{ force?: boolean }} [options]
 */
export async function generate({ force = false } = {}) {
  const due = PARTS.filter((part) => !part.needs || existsSync(part.needs))
    .map((part) => ({
      ...part,
      hash: hashOf(part.inputs),
      stamp: `generated/.stamps/${part.name.replaceAll(' ', '-')}`,
    }))
    .filter((part) => force || !isFresh(part.stamp, part.hash, part.outputs));
  if (due.length === 0) return;
  await step(`Generating ${due.map((part) => part.name).join(', ')}`, () =>
    Promise.all(
      due.map(async (part) => {
        await part.make();
        writeStamp(part.stamp, part.hash);
      }),
    ),
  );
}
