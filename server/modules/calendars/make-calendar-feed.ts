import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { countByAccount } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { FeedLocale } from './entry-of';
import { hashFeedToken, newFeedToken } from './feed-token';
import type { MakeCalendarFeedInput } from './input';
import { revokeFeeds } from './revoke-calendar-feed';
import { actionOf } from './rules';

/** What a calendar program is given; known to nobody after it was answered. */
export interface MadeFeed {
  readonly feedId: string;
  readonly address: string;
}

/**
 * Makes the secret address of a calendar: of the actor's own tasks, or of the unit or community they act for now. The one before it
 * stops. Nobody makes one of somebody they act for: it would outlast what was put into their hands.
 */
export async function makeCalendarFeed(
  deps: Deps,
  actor: Actor,
  { kind }: z.output<typeof MakeCalendarFeedInput>,
  locale: FeedLocale,
): Promise<MadeFeed> {
  assertMay(actor, actionOf[kind]);
  const { accountId, personId } = actor;
  if (accountId === null || personId === null) return refuse('NOT_SIGNED_IN');
  await countByAccount(deps, 'calendar_made', actor);
  const membershipId = kind === 'person' ? null : (actor.membership?.id ?? refuse('NOT_ALLOWED'));
  const token = newFeedToken();
  const feedId = newId();
  // Never repeated from an idempotency key, under which the secret would be kept.
  await inTransaction(deps, { ...actor, idempotency: undefined }, async (tx) => {
    // One after the other, so that a form sent twice leaves one.
    await tx.$queryRaw`SELECT id FROM "Person" WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
    await revokeFeeds(tx, deps, actor, { personId, kind, membershipId });
    await tx.calendarFeed.create({
      data: {
        id: feedId,
        kind,
        tokenHash: hashFeedToken(token),
        accountId,
        personId,
        membershipId,
        locale,
        createdAt: deps.clock.now(),
      },
    });
    await recordChange(tx, deps, actor, {
      type: 'calendar:made',
      subjectType: 'calendar_feed',
      subjectId: feedId,
      toState: kind,
      payload: { calendarFeedId: feedId },
      feeds: [`person:${personId}`],
    });
  });
  return { feedId, address: `${deps.settings.publicUrl}/calendar/${token}.ics` };
}
