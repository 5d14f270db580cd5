import { Agent } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { decodeId, encodeId, newId } from '~/server/database/id';
import { createClaimants, createScene } from '~/tests/factories/claim';
import { askApi, startApiProcess, type ApiProcess } from '~/tests/helpers/api-process';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { pick, seededRandom } from '~/tests/helpers/random';
import { signInAs } from '~/tests/helpers/sign-in-as';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase();
const { pool, prisma, url } = database;

const clients = 20;
const places = 15;
/** The first of the twenty runs kills the whole API in a thousand claims; the others, of two hundred each, a quicker start. */
const runs = Array.from({ length: 20 }, (_, index) => ({ seed: index + 1, tasks: index === 0 ? 50 : 10 }));

const query = `mutation ($input: ClaimTaskInput!, $key: String!) {
  claimTask(input: $input, idempotencyKey: $key) { __typename ... on Claim { id } ... on Refusal { code } }
}`;

type Answer = { data?: { claimTask: { __typename: string; id?: string; code?: string } } };

interface Wish {
  readonly client: number;
  readonly taskId: string;
  readonly key: string;
}

const agents = Array.from({ length: clients }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
const running = new Set<ApiProcess>();
afterAll(async () => {
  for (const agent of agents) agent.destroy();
  await Promise.all([...running].map((server) => server.kill()));
});

async function start(kind: 'api' | 'claim'): Promise<ApiProcess> {
  const server = await startApiProcess(url, kind);
  running.add(server);
  return server;
}

async function kill(server: ApiProcess): Promise<void> {
  await server.kill();
  running.delete(server);
}

/** Tasks of one need, one after the other, each with fewer places than there are clients. */
async function createTasks(round: number, tasks: number): Promise<string[]> {
  const scene = await createScene(prisma);
  const first = Date.now() + round * 30 * 86_400_000;
  const ids = Array.from({ length: tasks }, () => newId());
  await prisma.task.createMany({
    data: ids.map((id, index) => ({
      id,
      needId: scene.need.id,
      title: 'Helper',
      maximumPlaces: places,
      isOpen: true,
      checkInSecret: new Uint8Array(20),
      startsAt: new Date(first + index * 3_600_000),
      endsAt: new Date(first + (index + 1) * 3_600_000),
    })),
  });
  return ids;
}

/**
 * Each client works off its own wishes, one at a time. Answers which were acknowledged; the others were sent or not when the
 * server died. `onAnswer` is told how many there are.
 */
async function work(
  server: ApiProcess,
  cookies: readonly string[],
  wishes: readonly Wish[],
  onAnswer: (count: number) => void = () => undefined,
): Promise<Map<Wish, NonNullable<Answer['data']>['claimTask']>> {
  const answers = new Map<Wish, NonNullable<Answer['data']>['claimTask']>();
  await Promise.all(
    cookies.map(async (cookie, client) => {
      for (const wish of wishes.filter((one) => one.client === client)) {
        const variables = { input: { task: encodeId('Task', wish.taskId) }, key: wish.key };
        const agent = agents[client];
        if (!agent) throw new Error('Every client has its connection');
        const answer = (await askApi(server.port, { agent, cookie, query, variables }).catch(
          () => null,
        )) as Answer | null;
        if (answer === null) return;
        if (!answer.data) throw new Error(`The server failed: ${JSON.stringify(answer)}`);
        answers.set(wish, answer.data.claimTask);
        onAnswer(answers.size);
      }
    }),
  );
  return answers;
}

test(
  'a server killed in the middle of claims by 20 clients, 20 times: what was acknowledged is there, once, and the counts agree',
  { timeout: 300_000 },
  async () => {
    const volunteers = await createClaimants(prisma, clients);
    const sessions = await Promise.all(volunteers.map((volunteer) => signInAs(prisma, volunteer)));
    const cookies = sessions.map((session) => session.cookie);
    let server = await start('api');

    for (const { seed, tasks } of runs) {
      const random = seededRandom(seed);
      const ids = await createTasks(seed, tasks);
      // Every client wants every task, each in an order of its own.
      const wishes: Wish[] = cookies.flatMap((_, client) =>
        ids
          .map((taskId) => ({ client, taskId, key: `kill-${seed}-${client}-${taskId}`, order: random() }))
          .toSorted((a, b) => a.order - b.order),
      );
      const spare = start('claim');
      const dying = server;
      const fatal = Math.floor(clients * tasks * (0.05 + 0.8 * random()));
      let killed: Promise<void> | null = null;
      const acknowledged = await work(dying, cookies, wishes, (count) => {
        if (count >= fatal) killed ??= kill(dying);
      });
      await killed;
      expect(acknowledged.size).toBeGreaterThanOrEqual(fatal);
      expect(acknowledged.size).toBeLessThan(clients * tasks);
      expect(await brokenClaimInvariants(pool)).toEqual([]);
      await expectStored(acknowledged);

      // The next server answers the rest, and repeats what was acknowledged with equal words.
      server = await spare;
      const rest = await work(
        server,
        cookies,
        wishes.filter((wish) => !acknowledged.has(wish)),
      );
      expect(acknowledged.size + rest.size).toBe(clients * tasks);
      const again = pick(
        random,
        [...acknowledged.keys()].filter((wish) => acknowledged.get(wish)?.id),
      );
      expect((await work(server, cookies, [again])).get(again)).toEqual(acknowledged.get(again));
      await expectStored(rest);
      const taken = await prisma.task.findMany({ where: { id: { in: ids } }, select: { takenPlaces: true } });
      expect(taken.every((task) => task.takenPlaces === places)).toBe(true);
    }
    expect(await brokenClaimInvariants(pool)).toEqual([]);
  },
);

/** Every claim that was answered is in the database and confirmed; every other answer is FULL. */
async function expectStored(answers: Map<Wish, { id?: string; code?: string }>): Promise<void> {
  const given = [...answers.values()];
  const ids = given.flatMap(({ id }) => (id ? [decodeId('Claim', id)] : []));
  expect(given.filter(({ code }) => code !== undefined && code !== 'FULL')).toEqual([]);
  expect(await prisma.claim.count({ where: { id: { in: ids }, state: 'confirmed' } })).toBe(ids.length);
}
