import type { Actor } from '~/server/policy/actor';
import type { PublishedEvent } from './event-log';
import { feedClass, type Feed } from './feeds';

/** What a watcher must ask again because of an event; null when it changes nothing for it. */
export interface Watching {
  readonly actor: Actor;
  follows(feed: Feed): boolean;
  followsAny(test: (feed: Feed) => boolean): boolean;
}

/** Events that can only add to what somebody may see. */
const harmless: ReadonlySet<string> = new Set([
  'account:signed_in',
  'account:slip_issued',
  'account:passkey_added',
  'person:registered',
  'person:profile_changed',
  'membership:added',
  'organisation:registered',
  'need:drafted',
  'need:submitted',
  'need:started',
  'need:completed',
]);

/**
 * Whether an event may take something away from a viewer: their session, their identity, or a need they follow. Any event
 * that is not known to be harmless does.
 */
export function isTouched(event: PublishedEvent, { actor, ...watching }: Watching): 'feeds' | 'actor' | null {
  if (harmless.has(event.type)) return null;
  const id = event.aggregateId;
  switch (event.aggregateType) {
    case 'account':
      return actor.accountId === id ? 'actor' : null;
    case 'membership':
      return actor.membership?.id === id ? 'actor' : null;
    case 'organisation':
      return actor.membership?.organisationId === id ? 'actor' : null;
    case 'person':
      return actor.personId === id || actor.onBehalfOfId === id ? 'actor' : null;
    case 'need':
      return watching.follows(`need:${id}`) || watching.followsAny((feed) => feedClass(feed) === 'task')
        ? 'feeds'
        : null;
    default:
      return null;
  }
}
