import PgBoss from 'pg-boss';
import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { deliveryChannels } from '~/server/modules/notifications/delivery-rules';
import type { Enqueue } from '~/server/modules/notifications/plan-notices';

/** The schema that pg-boss keeps its tables in: beside ours, made by itself, left out of backups. */
export const queueSchema = 'pgboss';

/** One for each channel: one that is away for hours holds nothing back over another. */
const queueOf = (channel: DeliveryChannel): string => `deliver-${channel}`;

/** With back-off from a minute on: a mail server may be away for half a day. */
const queueOptions = { retryLimit: 9, retryDelay: 60, retryBackoff: true, expireInSeconds: 300 };
/** So many messages one node sends over one channel at a time. */
const atOnce = 10;

/** Sends one delivery; `again` is tried once more, unless it was the last time. */
type Work = (id: string, options: { isLastTry: boolean }) => Promise<'done' | 'again'>;

/** The queues of messages, at work: what is due is sent, what is urgent first. */
export interface MessageQueues {
  readonly enqueue: Enqueue;
  /** Takes no more, and waits so long for what is in hand. */
  stop(timeoutMs: number): Promise<void>;
}

/** Starts the queues, making their tables. One that failed is left alone: the next try has one of its own. */
export async function startQueues(deps: Pick<Deps, 'pool' | 'log'>, work: Work): Promise<MessageQueues> {
  let isStarted = false;
  const boss = new PgBoss({
    // pg-boss waits for none of the statements that end a job: one that fails would end the process. A job that could not be
    // ended comes again, and finds that its row is done.
    db: {
      executeSql: async (text, values) => {
        try {
          return await deps.pool.query(text, values);
        } catch (error) {
          if (!isStarted) throw error;
          deps.log.warn({ err: error }, 'the queue of messages is out of reach');
          return { rows: [] };
        }
      },
    },
    schema: queueSchema,
    schedule: false,
  });
  boss.on('error', (error) => deps.log.warn({ err: error }, 'the queue of messages is out of reach'));
  await boss.start();
  try {
    for (const channel of deliveryChannels)
      await boss.createQueue(queueOf(channel), { name: queueOf(channel), ...queueOptions });
    isStarted = true;
    // A channel that this node has no sender for too: its messages end some time, as not sent.
    for (const channel of deliveryChannels) await workOn(deps, boss, queueOf(channel), work);
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }

  return {
    enqueue: async (tx, deliveries) => {
      if (deliveries.length === 0) return;
      await boss.insert(
        deliveries.map(({ id, channel, dueAt, isUrgent }) => ({
          name: queueOf(channel),
          data: { id },
          startAfter: dueAt.toISOString(),
          priority: isUrgent ? 1 : 0,
        })),
        { db: { executeSql: async (text, values) => ({ rows: await tx.$queryRawUnsafe(text, ...values) }) } },
      );
    },
    stop: (timeout) => boss.stop({ graceful: true, timeout }),
  };
}

async function workOn(deps: Pick<Deps, 'log'>, boss: PgBoss, queue: string, work: Work): Promise<void> {
  await boss.work<{ id: string }>(
    queue,
    { batchSize: atOnce, pollingIntervalSeconds: 1, includeMetadata: true },
    async (batch) => {
      const results = await Promise.allSettled(
        batch.map((job) => work(job.data.id, { isLastTry: job.retryCount >= job.retryLimit })),
      );
      const failed = batch.filter((_, at) => {
        const result = results[at];
        return result?.status === 'rejected' || result?.value === 'again';
      });
      for (const result of results)
        if (result.status === 'rejected') deps.log.error({ err: result.reason }, 'a message was not sent');
      if (failed.length > 0)
        await boss.fail(
          queue,
          failed.map(({ id }) => id),
        );
    },
  );
}
