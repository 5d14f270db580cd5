import { Agent } from 'node:http';
import { expect } from 'vitest';
import { decodeId, encodeId, newId } from '~/server/database/id';
import { createClaimants, createScene } from '~/tests/factories/claim';
import type { TestDatabase } from '~/tests/setup/database';
import { askApi } from './api-process';
import { pick } from './random';
import { signInAs } from './sign-in-as';

export const clients = 20;
/** Fewer than there are clients. */
export const places = 15;

const query = `mutation ($input: ClaimTaskInput!, $key: String!) {
  claimTask(input: $input, idempotencyKey: $key) { __typename ... on Claim { id } ... on Refusal { code } }
}`;

export interface ClaimReply {
  readonly id?: string;
  readonly code?: string;
}

/** One client's wish for one task, under a key of its own. */
export interface ClaimWish {
  readonly client: number;
  readonly taskId: string;
  readonly key: string;
}

export type ClaimReplies = Map<ClaimWish, ClaimReply>;

interface Working {
  /** Told how many answers there are. */
  readonly onAnswer?: (count: number) => void;
  /** A server that says it failed ends the client's work; otherwise it fails the test. */
  readonly mayFail?: boolean;
}

/** Twenty volunteers, each signed in and on a connection of their own. */
export async function gatherCrowd({ prisma }: Pick<TestDatabase, 'prisma'>) {
  const volunteers = await createClaimants(prisma, clients);
  const sessions = await Promise.all(volunteers.map((volunteer) => signInAs(prisma, volunteer)));
  const agents = sessions.map(() => new Agent({ keepAlive: true, maxSockets: 1 }));

  const crowd = {
    /** Tasks of one need, one after the other; each round in days of its own. */
    async createTasks(round: number, count: number): Promise<string[]> {
      const scene = await createScene(prisma);
      const first = Date.now() + round * 30 * 86_400_000;
      const ids = Array.from({ length: count }, () => newId());
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
    },

    /** Every client wants every task, each in an order of its own. */
    wishesFor: (round: number, taskIds: readonly string[], random: () => number): ClaimWish[] =>
      agents.flatMap((_, client) =>
        taskIds
          .map((taskId) => ({ client, taskId, key: `kill-${round}-${client}-${taskId}`, order: random() }))
          .toSorted((a, b) => a.order - b.order),
      ),

    /**
     * Each client works off its own wishes, one at a time, up to the first that gets no answer. Answers which were acknowledged;
     * the others were carried out or not.
     */
    async work(
      port: number,
      wishes: readonly ClaimWish[],
      { onAnswer, mayFail = false }: Working = {},
    ): Promise<ClaimReplies> {
      const replies: ClaimReplies = new Map();
      const ask = async (wish: ClaimWish) => {
        const variables = { input: { task: encodeId('Task', wish.taskId) }, key: wish.key };
        const cookie = sessions[wish.client]?.cookie ?? '';
        const agent = agents[wish.client];
        if (!agent) throw new Error('Every client has its connection');
        return askApi(port, { agent, cookie, query, variables }).catch(() => null) as Promise<{
          data?: { claimTask: ClaimReply };
        } | null>;
      };
      await Promise.all(
        agents.map(async (_, client) => {
          for (const wish of wishes.filter((one) => one.client === client)) {
            const answer = await ask(wish);
            if (answer === null || (!answer.data && mayFail)) return;
            if (!answer.data) throw new Error(`The server failed: ${JSON.stringify(answer)}`);
            replies.set(wish, answer.data.claimTask);
            onAnswer?.(replies.size);
          }
        }),
      );
      return replies;
    },

    /** Every claim that was answered is in the database and confirmed; every other answer is FULL. */
    async expectStored(replies: ClaimReplies): Promise<void> {
      const given = [...replies.values()];
      const ids = given.flatMap(({ id }) => (id ? [decodeId('Claim', id)] : []));
      expect(given.filter(({ code }) => code !== undefined && code !== 'FULL')).toEqual([]);
      expect(await prisma.claim.count({ where: { id: { in: ids }, state: 'confirmed' } })).toBe(ids.length);
    },

    /** Every place of these tasks is taken, once. */
    async expectFull(taskIds: readonly string[]): Promise<void> {
      const tasks = await prisma.task.findMany({
        where: { id: { in: [...taskIds] } },
        select: { takenPlaces: true },
      });
      expect(tasks.map((task) => task.takenPlaces)).toEqual(taskIds.map(() => places));
    },

    /**
     * After a failure: what was acknowledged is stored; the wishes that got no answer get one now, and one that was acknowledged
     * gets the same words again; then every task is full.
     */
    async expectToGoOn(
      port: number,
      wishes: readonly ClaimWish[],
      acknowledged: ClaimReplies,
      random: () => number,
    ): Promise<void> {
      await crowd.expectStored(acknowledged);
      const rest = await crowd.work(
        port,
        wishes.filter((wish) => !acknowledged.has(wish)),
      );
      expect(acknowledged.size + rest.size).toBe(wishes.length);
      const placed = [...acknowledged.keys()].filter((wish) => acknowledged.get(wish)?.id);
      const again = pick(random, placed);
      expect((await crowd.work(port, [again])).get(again)).toEqual(acknowledged.get(again));
      await crowd.expectStored(rest);
      await crowd.expectFull([...new Set(wishes.map((wish) => wish.taskId))]);
    },

    close(): void {
      for (const agent of agents) agent.destroy();
    },
  };
  return crowd;
}
