import { newId } from '~/server/database/id';
import { insertRows } from '~/server/database/insert-rows';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import type { EventType, EventPayloads } from './events';

/**
 * Rooms an event may be heard in. The server derives who may join each; see server/realtime/rooms.ts. `below:` a community is what
 * happens in the communities below it: no use case writes it, reading the log adds it.
 */
export type Feed =
  'board' | `${'need' | 'task' | 'person' | 'organisation' | 'community' | 'below'}:${string}`;

export interface Change<Type extends EventType> {
  readonly type: Type;
  readonly subjectType:
    | 'need'
    | 'intake'
    | 'care_entry'
    | 'task'
    | 'claim'
    | 'record'
    | 'certificate'
    | 'organisation'
    | 'membership'
    | 'person'
    | 'account'
    | 'import'
    | 'intake_source'
    | 'calendar_feed'
    | 'proxy'
    | 'consent'
    | 'community';
  readonly subjectId: string;
  readonly fromState?: string | null;
  readonly toState?: string | null;
  /** Free text by the actor, kept in the history and never published. */
  readonly reason?: string | null;
  /** Ids and closed values only. */
  readonly payload: EventPayloads[Type];
  readonly feeds: readonly Feed[];
}

/** A change of any one type, its payload fitting that type. */
export type AnyChange = { [Type in EventType]: Change<Type> }[EventType];

/** Writes the history row and the event row of one change, in the transaction that makes it. */
export async function recordChange<Type extends EventType>(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  change: Change<Type>,
): Promise<void> {
  await recordChanges(tx, deps, actor, [change as unknown as AnyChange]);
}

/** The same for many changes that one act makes, such as every claim a cancelled need releases: two statements for all. */
export async function recordChanges(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  changes: readonly AnyChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const stamp = {
    at: deps.clock.now(),
    actorAccountId: actor.accountId,
    actorPersonId: actor.personId,
    onBehalfOfId: actor.onBehalfOfId,
    capacity: actor.capacity,
    channel: actor.channel,
  };
  await insertRows(
    tx,
    'History',
    changes.map((change) => ({
      id: newId(),
      subjectType: change.subjectType,
      subjectId: change.subjectId,
      action: change.type,
      fromState: change.fromState ?? null,
      toState: change.toState ?? null,
      reason: change.reason ?? null,
      ...stamp,
    })),
  );
  await insertRows(
    tx,
    'Event',
    changes.map((change) => ({
      id: newId(),
      type: change.type,
      aggregateType: change.subjectType,
      aggregateId: change.subjectId,
      feeds: [...new Set(change.feeds)],
      payload: change.payload,
      ...stamp,
    })),
  );
}
