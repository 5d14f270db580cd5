import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schema } from '~/server/graphql/schema';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { systemClock } from '~/server/deps';
import { asker, wordFor } from './matrix/answer';
import { harmless, questions } from './matrix/operations';
import { createWorld, roles, type World } from './matrix/world';

/**
 * Who gets what from every operation, on their own things, another's and another community's: one line a question, one column
 * a role. To change what somebody may do, change this file with the code, and read what else changed:
 * `LINLI_TEST_WRITE_MATRIX=1 npx vitest run tests/faults/matrix.test.ts` writes it.
 */
const file = new URL('./matrix/matrix.txt', import.meta.url);
const isWriting = process.env.LINLI_TEST_WRITE_MATRIX === '1';

const deps = testDeps(await createTestDatabase(), { clock: systemClock });
const ask = asker(schema, deps);
const operations = Object.values({
  ...schema.getQueryType()?.getFields(),
  ...schema.getMutationType()?.getFields(),
});

let world: World | null = null;

/** The answers of one operation, a line a question. */
async function linesOf(operation: string): Promise<string[]> {
  const lines: string[] = [];
  for (const question of questions[operation] ?? []) {
    for (const target of question.on) {
      const words: string[] = [];
      for (const role of roles) {
        world ??= await createWorld(deps);
        const { actors, things } = world;
        const variables = question.input?.(things[target], world, role) ?? {};
        const answer = await ask(actors[role], question.field, variables);
        const word = wordFor(answer, operation);
        expectNothingPrivate(answer, world);
        if (question.field.startsWith('mutation') && word === 'yes' && !harmless.has(operation)) world = null;
        words.push(word);
      }
      const name = [operation, question.about, target].filter(Boolean).join(' ');
      lines.push([name.padEnd(36), ...words.map((word) => word.padEnd(17))].join(' ').trimEnd());
    }
  }
  return lines;
}

/** No answer here is asked for personal data, so that none may hold any: not in a refusal, not in the text of an error. */
function expectNothingPrivate(answer: object, { things }: World): void {
  const text = JSON.stringify(answer);
  for (const { privateWords, servedName } of Object.values(things)) {
    for (const word of [...privateWords, servedName]) expect(text).not.toContain(word);
  }
}

const isOf = (operation: string) => (line: string) => line.split(' ')[0] === operation;
const head = ['operation, about, whose'.padEnd(36), ...roles.map((role) => role.padEnd(17))]
  .join(' ')
  .trimEnd();
const written = new Map<string, string[]>();
const committed = isWriting ? [] : readFileSync(file, 'utf8').split('\n');

describe('who gets what', { timeout: 300_000 }, () => {
  it.each(operations.map(({ name }) => name))('%s', async (operation) => {
    expect(questions[operation], 'An operation needs a question in matrix/operations.ts').toBeDefined();
    const lines = await linesOf(operation);
    if (!isWriting) return expect(lines).toEqual(committed.filter(isOf(operation)));
    written.set(operation, lines);
    const all = operations.flatMap(({ name }) => written.get(name) ?? []);
    writeFileSync(file, `${[head, ...all].join('\n')}\n`);
  });

  it('asks for nothing that is not there', () => {
    expect(Object.keys(questions).sort()).toEqual(operations.map(({ name }) => name).sort());
  });
});
