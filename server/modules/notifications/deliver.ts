import type { DeliveryChannel } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { composeOutgoing, type DeliveredNotice } from './compose';
import { findDeliveredNotices } from './delivered-notices';
import type { Outgoing, SendOutcome, Senders } from './outgoing';

type Parts = Pick<Deps, 'pool' | 'prisma' | 'clock' | 'log' | 'settings'>;

/** A delivery in hand. */
interface Claimed {
  readonly id: string;
  readonly noticeId: string;
  readonly channel: DeliveryChannel;
  readonly attempts: number;
}

/** How long the queue may wait until it tries again, so often tried already; by then a row that still waits was lost. */
const longestRetryMs = (attempts: number): number => 2 * 60_000 * 2 ** Math.min(attempts, 8);

/**
 * Sends one delivery, or the digest that it is part of. The rows are claimed before anything goes out, and no row is claimed twice
 * unless it certainly went nowhere: whatever happens in between, nobody gets a message twice. Answers `again` when the queue should
 * try once more.
 */
export async function deliver(
  deps: Parts,
  senders: Senders,
  id: string,
  { isLastTry = false } = {},
): Promise<'done' | 'again'> {
  const attemptId = newId();
  const claimed = await claim(deps, id, attemptId);
  const [first] = claimed;
  if (!first) return 'done';
  const { ids, message } = await prepare(deps, attemptId, claimed);
  if (ids.length === 0) return 'done';
  const outcome = await sendOver(deps, senders, first.channel, message);
  const tryAgain = outcome.state === 'retry' && !isLastTry;
  if (outcome.state !== 'retry') await settle(deps, attemptId, ids, outcome);
  else if (isLastTry) await settle(deps, attemptId, ids, { state: 'failed', error: outcome.error });
  else await giveBack(deps, attemptId, ids, outcome.error, first.attempts);
  deps.log.info(
    {
      channel: first.channel,
      deliveries: ids.length,
      outcome: outcome.state,
      ...('error' in outcome ? { error: outcome.error } : {}),
    },
    'messages delivered',
  );
  return tryAgain ? 'again' : 'done';
}

/**
 * Takes a waiting delivery in hand, and with a digest's everything else of its person that is due. What another node has in hand is
 * left to it.
 */
async function claim(deps: Pick<Deps, 'pool' | 'clock'>, id: string, attemptId: string): Promise<Claimed[]> {
  const { rows } = await deps.pool.query<Claimed>({
    name: 'claim-deliveries',
    text: `
      WITH head AS (
        SELECT d.id, d.channel, d."isDigest", n."personId" FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId"
        WHERE d.id = $1 AND d.state = 'waiting'
      ), picked AS (
        SELECT d.id FROM head JOIN "Delivery" d ON d.state = 'waiting' AND (d.id = head.id
          OR (head."isDigest" AND d."isDigest" AND d.channel = head.channel AND d."dueAt" <= $3::timestamptz
            AND d."noticeId" IN (SELECT id FROM "Notice" WHERE "personId" = head."personId")))
        ORDER BY d.id LIMIT 100 FOR UPDATE OF d SKIP LOCKED
      )
      UPDATE "Delivery" d SET state = 'sending', "attemptId" = $2, "claimedAt" = $3, attempts = d.attempts + 1
      FROM picked WHERE d.id = picked.id AND d.state = 'waiting'
      RETURNING d.id, d."noticeId", d.channel, d.attempts`,
    values: [id, attemptId, deps.clock.now()],
  });
  return rows;
}

/** Reads what is to be said, and settles what need not be said any more. When that fails nothing has gone out yet. */
async function prepare(deps: Parts, attemptId: string, claimed: readonly Claimed[]) {
  const [first] = claimed;
  try {
    const notices = await findDeliveredNotices(deps, claimed);
    const { wanted, dropped } = sortOut(notices, deps.clock.now());
    for (const [error, ids] of dropped) await settle(deps, attemptId, ids, { state: 'dropped', error });
    const ids = wanted.map(({ deliveryId }) => deliveryId);
    const message = first && ids.length > 0 ? await composeOutgoing(deps, first.channel, wanted) : null;
    return { ids, message };
  } catch (error) {
    const ids = claimed.map((delivery) => delivery.id);
    await giveBack(deps, attemptId, ids, 'busy', first?.attempts ?? 0);
    throw error;
  }
}

type Dropped = 'no_address' | 'not_wanted' | 'seen' | 'too_late' | 'not_set_up';

/** What is still to be sent, and what came to be needless since it was planned, by the reason. */
function sortOut(notices: readonly DeliveredNotice[], now: Date) {
  const wanted: DeliveredNotice[] = [];
  const dropped = new Map<Dropped, string[]>();
  for (const notice of notices) {
    const why = whyNot(notice, now);
    if (why === null) wanted.push(notice);
    else dropped.set(why, [...(dropped.get(why) ?? []), notice.deliveryId]);
  }
  return { wanted, dropped };
}

function whyNot(notice: DeliveredNotice, now: Date): Dropped | null {
  if (!notice.isActive || !notice.isReached) return 'no_address';
  if (notice.mode === 'off') return 'not_wanted';
  if (notice.isDigest && notice.readAt !== null) return 'seen';
  return notice.uselessFrom && notice.uselessFrom <= now ? 'too_late' : null;
}

async function sendOver(
  deps: Parts,
  senders: Senders,
  channel: DeliveryChannel,
  message: Outgoing | null,
): Promise<SendOutcome> {
  const sender = senders[channel];
  // Another node may have what this one lacks.
  if (!sender) return { state: 'retry', error: 'unreachable' };
  if (!message) return { state: 'failed', error: 'refused' };
  try {
    return await sender.send(message);
  } catch (error) {
    deps.log.error({ err: error, channel }, 'a sender failed without saying what became of the message');
    return { state: 'unknown', error: 'timed_out' };
  }
}

/** Writes down what became of deliveries, as long as this attempt still has them. Late news of what seemed lost counts too. */
async function settle(
  deps: Pick<Deps, 'pool' | 'clock'>,
  attemptId: string,
  ids: readonly string[],
  { state, error = null }: { state: string; error?: string | null },
): Promise<void> {
  await deps.pool.query({
    name: 'settle-deliveries',
    text: `
      UPDATE "Delivery" SET state = $3::"DeliveryState", error = $4, "settledAt" = $5, "nextTryAt" = NULL
      WHERE "attemptId" = $1 AND id = ANY($2::uuid[]) AND state IN ('sending', 'unknown')`,
    values: [attemptId, ids, state, error, deps.clock.now()],
  });
}

/** Puts deliveries back that certainly went nowhere. What was given up as unknown meanwhile stays that. */
async function giveBack(
  deps: Pick<Deps, 'pool' | 'clock'>,
  attemptId: string,
  ids: readonly string[],
  error: string,
  attempts: number,
): Promise<void> {
  await deps.pool.query({
    name: 'give-back-deliveries',
    text: `
      UPDATE "Delivery" SET state = 'waiting', error = $3, "nextTryAt" = $4, "attemptId" = NULL, "claimedAt" = NULL
      WHERE "attemptId" = $1 AND id = ANY($2::uuid[]) AND state = 'sending'`,
    values: [attemptId, ids, error, new Date(deps.clock.now().getTime() + longestRetryMs(attempts))],
  });
}
