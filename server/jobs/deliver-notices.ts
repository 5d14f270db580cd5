import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { deliver } from '~/server/modules/notifications/deliver';
import type { Senders } from '~/server/modules/notifications/outgoing';
import { planBatch, planNotices, type Enqueue } from '~/server/modules/notifications/plan-notices';
import { sweepDeliveries } from '~/server/modules/notifications/sweep-deliveries';
import { startQueues, type MessageQueues } from './message-queues';
import { repeat, type TimerJob } from './repeat';

/** Queues that did not start are tried again after so long, then after twice that, and so on. */
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;
/** So long a stop waits for a start under way, and then for messages in hand. */
const stopPatienceMs = 3_000;

export interface DeliverOptions {
  /** Where somebody has to do with what was left lying; shorter in tests. */
  readonly heldMs?: number;
  readonly waitsMs?: number;
  readonly sweepEveryMs?: number;
  readonly planEveryMs?: number;
}

/**
 * Sends what notices say outside the app: plans new ones, sends those whose time has come, and looks for what was left lying. The
 * queues know when and how often; the rows of deliveries know what may still be sent.
 */
export function startDelivering(deps: Deps, senders: Senders, options: DeliverOptions = {}): TimerJob {
  const stopping = new AbortController();
  const { signal } = stopping;
  const jobs: TimerJob[] = [];
  let queues: MessageQueues | null = null;

  // In the background: nobody waits for the queues' tables at a start.
  const starting = start();

  async function start(): Promise<void> {
    for (let waitMs = firstRetryMs; !signal.aborted; waitMs = Math.min(2 * waitMs, longestRetryMs)) {
      try {
        queues = await startQueues(deps, (id, given) => deliver(deps, senders, id, given));
        break;
      } catch (error) {
        deps.log.error({ err: error, waitMs }, 'no messages are sent yet: their queues did not start');
        await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      }
    }
    if (!queues) return;
    // The stop has waited long enough for this start.
    if (signal.aborted) return queues.stop(stopPatienceMs);
    jobs.push(...startPlanning(deps, senders, queues.enqueue, options));
  }

  return {
    async stop() {
      stopping.abort();
      // A start that takes longer stops its queues itself.
      await Promise.race([starting, sleep(stopPatienceMs, undefined, { ref: false })]);
      await Promise.all(jobs.map((job) => job.stop()));
      await queues?.stop(stopPatienceMs);
      for (const sender of Object.values(senders)) sender.close();
    },
  };
}

function startPlanning(deps: Deps, senders: Senders, enqueue: Enqueue, options: DeliverOptions): TimerJob[] {
  const channels = Object.keys(senders) as DeliveryChannel[];
  return [
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
  ];
}
