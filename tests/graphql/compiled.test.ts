import { execute, parse, type ExecutionResult } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import { createCompiledExecutor } from '~/server/graphql/compiled';
import type { Context } from '~/server/graphql/context';
import { schema } from '~/server/graphql/schema';
import { anonymous } from '~/server/policy/actor';
import { InvalidInput } from '~/server/policy/refusal';
import { createScene, type Scene } from '~/tests/factories/claim';
import { createSkill } from '~/tests/factories/skill';
import { countStatements } from '~/tests/helpers/count-statements';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const deps = testDeps(database);
const run = createCompiledExecutor(schema);
let scene: Scene;

beforeAll(async () => {
  scene = await createScene(database.prisma);
  const skill = await createSkill(database.prisma);
  await database.prisma.taskSkill.create({ data: { taskId: scene.task.id, skillId: skill.id } });
});

const context = (): Context => ({
  deps,
  actor: anonymous(),
  locale: 'en',
  requestId: 'test',
  clientAddress: '127.0.0.1',
  userAgent: null,
  cookies: { append: () => undefined },
});

/** The answers of the interpreter and of the same document once it is compiled. */
async function both(
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<[ExecutionResult, ExecutionResult]> {
  const document = parse(source);
  const interpreted = await execute({ schema, document, variableValues, contextValue: context() });
  let compiled: ExecutionResult = {};
  for (let time = 0; time < 4; time += 1)
    compiled = await run({ document, variableValues, contextValue: context() });
  return [interpreted, compiled];
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a compiled document answers what an interpreted one does', () => {
  test.each<[string, string]>([
    [
      'a page of the board',
      '{ needs(first: 5) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id title startsAt urgency community { name timeZone } organisation { name } category { name } } } } }',
    ],
    [
      'nested lists',
      '{ needs { edges { node { tasks { title languages requiredSkills { name } need { id } } history { action } may } } } }',
    ],
    [
      'aliases and fragments',
      '{ a: needs(first: 1) { ...P } b: needs(first: 2) { ...P } } fragment P on NeedConnection { edges { node { ... on Need { number filled atRisk } } } }',
    ],
    ['interfaces', `query ($id: ID!) { node(id: $id) { id __typename ... on Need { title } } }`],
    [
      'what is skipped in one place and asked for in another',
      'query ($no: Boolean = false) { needs { ...Q @include(if: $no) edges { node { id } } } } fragment Q on NeedConnection { totalCount }',
    ],
    ['an unknown id', '{ need(id: "need_nonsense") { id } task(id: "task_nonsense") { id } }'],
  ])('%s', async (_name, source) => {
    const [interpreted, compiled] = await both(source, { id: encodeId('Need', scene.need.id) });
    expect(interpreted.errors).toBeUndefined();
    expect(plain(compiled)).toEqual(plain(interpreted));
  });

  test('an error keeps its path and its cause, so that it is told or masked alike', async () => {
    const [interpreted, compiled] = await both(
      `{ needs(filter: { text: "${'x'.repeat(300)}" }) { totalCount } }`,
    );
    for (const { errors } of [interpreted, compiled]) {
      expect(errors?.[0]?.path).toEqual(['needs']);
      expect(errors?.[0]?.originalError).toBeInstanceOf(InvalidInput);
    }
  });

  test('variables are checked alike', async () => {
    const [interpreted, compiled] = await both(
      'query ($first: Int) { needs(first: $first) { totalCount } }',
      { first: 'many' },
    );
    expect(interpreted.errors).toHaveLength(1);
    expect(compiled.errors).toHaveLength(1);
  });
});

test('a need and its tasks cost as many statements as there are kinds of rows, not as there are rows', async () => {
  await createScene(database.prisma);
  await createScene(database.prisma);
  const document = parse(
    '{ needs { edges { node { title community { name } organisation { name } category { name } atRisk } } } }',
  );
  const board = await countStatements(async () => execute({ schema, document, contextValue: context() }));
  expect(board.statements).toBe(1);
  const tasks = parse('{ needs { edges { node { tasks { title requiredSkills { name } } } } } }');
  const nested = await countStatements(async () =>
    execute({ schema, document: tasks, contextValue: context() }),
  );
  expect(nested.statements).toBe(3);
});
