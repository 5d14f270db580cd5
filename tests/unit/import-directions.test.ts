import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

/** The repository's own rules, without those that ask the type checker: the examples are no files. */
const eslint = new ESLint({
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/await-thenable': 'off',
    },
  },
});

async function rulesBrokenBy(code: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result?.messages.map((message) => message.ruleId ?? message.message) ?? [];
}

const importing = (name: string) => `import * as thing from '${name}';\nexport const used = thing;\n`;

test.each([
  ['a page', 'app/routes/public/board.tsx', '~/generated/prisma/client'],
  ['a page', 'app/routes/public/board.tsx', '~/server/modules/needs/queries'],
  ['a page', 'app/routes/public/board.tsx', '~/server/deps'],
  ['a page', 'app/routes/public/board.tsx', 'pg'],
  ['a module', 'server/modules/claims/claim-task.ts', 'react'],
  ['a module', 'server/modules/claims/claim-task.ts', 'react-router'],
  ['a module', 'server/modules/claims/claim-task.ts', 'express'],
  ['a module', 'server/modules/claims/claim-task.ts', 'graphql-yoga'],
  ['a module', 'server/modules/claims/claim-task.ts', 'socket.io'],
  ['a module', 'server/modules/claims/claim-task.ts', '~/app/i18n/locale'],
  ['a module', 'server/modules/claims/claim-task.ts', '~/server/realtime/io'],
  ['a module', 'server/modules/claims/claim-task.ts', '~/server/jobs/settle-needs'],
  ['a use case', 'server/modules/claims/claim-task.ts', '~/server/graphql/builder'],
  ['a module', 'server/modules/claims/claim-task.ts', '~/server/modules/needs/types'],
  ['a module', 'server/modules/claims/claim-task.ts', '~/server/modules/needs/import/fields'],
  ['a module', 'server/modules/claims/claim-task.ts', '~/prisma/seed/people'],
  ['the policy', 'server/policy/permissions.ts', '~/server/modules/claims/rules'],
  ['the database', 'server/database/migrate.ts', '~/server/graphql/context'],
  ['the server', 'server/app.ts', '~/tests/setup/deps'],
])('%s (%s) must not import %s', async (_who, filePath, name) => {
  await expect(rulesBrokenBy(importing(name), filePath)).resolves.toContain('no-restricted-imports');
});

test.each([
  [
    'app/live/use-live.ts',
    `import type { FeedFrame } from '~/server/realtime/contract';\nexport type Used = FeedFrame;\n`,
  ],
  ['server/modules/claims/types.ts', importing('~/server/graphql/builder')],
  ['server/modules/claims/claim-task.ts', importing('~/server/modules/audit/record-change')],
  ['server/graphql/schema.ts', importing('~/server/modules/claims/types')],
  ['server/realtime/rooms.ts', importing('~/server/modules/needs/queries')],
])('%s may import what lies on its way', async (filePath, code) => {
  await expect(rulesBrokenBy(code, filePath)).resolves.toEqual([]);
});

test('a page takes types alone from the live contract', async () => {
  await expect(
    rulesBrokenBy(importing('~/server/realtime/contract'), 'app/live/use-live.ts'),
  ).resolves.toContain('@typescript-eslint/no-restricted-imports');
});

test('only server/environment.ts reads process.env', async () => {
  const code = 'export const port = process.env.PORT;\n';

  await expect(rulesBrokenBy(code, 'server/app.ts')).resolves.toContain('no-restricted-properties');
  await expect(rulesBrokenBy(code, 'app/root.tsx')).resolves.toContain('no-restricted-properties');
  await expect(rulesBrokenBy(code, 'server/environment.ts')).resolves.toEqual([]);
});

test('a rule cannot be switched off in a comment', async () => {
  const code = `/* eslint-disable */\n${importing('react')}`;

  await expect(rulesBrokenBy(code, 'server/modules/claims/claim-task.ts')).resolves.toContain(
    'no-restricted-imports',
  );
});
