import PgBoss from 'pg-boss';
import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { deliver } from '~/server/modules/notifications/deliver';
import type { Senders } from '~/server/modules/notifications/outgoing';
import { planBatch, planNotices, type Enqueue } from '~/server/modules/notifications/plan-notices';
import { sweepDeliveries } from '~/server/modules/notifications/sweep-deliveries';
import { repeat, type TimerJob } from './repeat';

/** The schema that pg-boss keeps its tables in: beside ours, made by itself, left out of backups. */
export const queueSchema = 'pgboss';
const queue = 'deliver';

/** With back-off from a minute on: a mail server may be away for half a day. */
const queueOptions = { name: queue, retryLimit: 9, retryDelay: 60, retryBackoff: true, expireInSeconds: 300 };
/** So many messages one node sends at a time. */
const atOnce = 10;

export interface DeliverOptions {
  /** Where somebody has to do with what was left lying; shorter in tests. */
  readonly heldMs?: number;
  readonly waitsMs?: number;
  readonly sweepEveryMs?: number;
  readonly planEveryMs?: number;
}

/**
 * Sends what notices say outside the app: plans new ones, sends those whose time has come, and looks for what was left lying. The
 * queue knows when and how often; the rows of deliveries know what may still be sent.
 */
export function startDelivering(deps: Deps, senders: Senders, options: DeliverOptions = {}): TimerJob {
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
  const jobs: TimerJob[] = [];
  let isStarted = false;
  let stopping = false;

  // In the background: nobody waits for the queue's tables at a start.
  const starting = start();

  async function start(): Promise<void> {
    await boss.start();
    await boss.createQueue(queue, queueOptions);
    isStarted = true;
    if (stopping) return;
    await boss.work<{ id: string }>(
      queue,
      { batchSize: atOnce, pollingIntervalSeconds: 1, includeMetadata: true },
      async (batch) => {
        const results = await Promise.allSettled(batch.map((job) => work(job)));
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
    const channels = Object.keys(senders) as DeliveryChannel[];
    jobs.push(
      repeat(deps, {
        everyMs: options.planEveryMs ?? 2_000,
        run: async (signal) => {
          // A full batch means that there is more.
          while (!signal.aborted && (await planNotices(deps, channels, enqueue)) === planBatch);
        },
        failed: 'messages were not planned',
      }),
      repeat(deps, {
        everyMs: options.sweepEveryMs ?? 60_000,
        run: async () => {
          const { unknown, requeued } = await sweepDeliveries(deps, enqueue, options);
          if (unknown > 0)
            deps.log.warn({ deliveries: unknown }, 'messages of which nobody knows whether they went out');
          if (requeued > 0) deps.log.info({ deliveries: requeued }, 'messages queued anew');
        },
        failed: 'messages left lying were not looked for',
      }),
    );
  }

  const work = (job: PgBoss.JobWithMetadata<{ id: string }>): Promise<'done' | 'again'> =>
    deliver(deps, senders, job.data.id, { isLastTry: job.retryCount >= job.retryLimit });

  const enqueue: Enqueue = async (tx, deliveries) => {
    if (deliveries.length === 0) return;
    await boss.insert(
      deliveries.map(({ id, dueAt }) => ({ name: queue, data: { id }, startAfter: dueAt.toISOString() })),
      { db: { executeSql: async (text, values) => ({ rows: await tx.$queryRawUnsafe(text, ...values) }) } },
    );
  };

  starting.catch((error: unknown) =>
    deps.log.error({ err: error }, 'messages are not sent: the queue did not start'),
  );

  return {
    async stop() {
      stopping = true;
      await starting.catch(() => undefined);
      await Promise.all(jobs.map((job) => job.stop()));
      await boss.stop({ graceful: true, timeout: 8_000 });
      for (const sender of Object.values(senders)) sender.close();
    },
  };
}
