import type { Actor } from '~/server/policy/actor';
import type { PublishedEvent } from './event-log';
import { feedClass, type Feed } from '~/server/modules/audit/feeds';

/** Who watches, and what. */
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
  'account:contact_added',
  'person:registered',
  'person:profile_changed',
  'person:goal_set',
  'person:goal_dropped',
  'person:identity_checked',
  'person:care_note_added',
  'person:care_note_ended',
  'person:emergency_contact_added',
  'person:emergency_contact_removed',
  'person:helper_refused',
  'person:helper_refusal_ended',
  'person:magnet_issued',
  'membership:added',
  'membership:accepted',
  'organisation:registered',
  'need:drafted',
  'proxy:named',
  'proxy:vouched',
  'proxy:confirmed',
  'proxy:accepted',
  'need:submitted',
  'need:started',
  'need:completed',
]);

/**
 * What must be asked again before a viewer hears more, because an event may have taken something from them: who they are, or
 * only what is open to them; null when it concerns them not. Any event that is not known to be harmless does.
 */
export function isTouched(event: PublishedEvent, watching: Watching): 'feeds' | 'actor' | null {
  const { actor } = watching;
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
    case 'proxy':
      return actor.onBehalfOfId !== null && actor.onBehalfOfId === event.payload.principalId ? 'actor' : null;
    case 'need':
      return watching.follows(`need:${id}`) || watching.followsAny((feed) => feedClass(feed) === 'task')
        ? 'feeds'
        : null;
    // A private home is open through a claim, as long as that goes on.
    case 'claim':
      return actor.personId !== null &&
        event.feeds.includes(`person:${actor.personId}`) &&
        watching.followsAny((feed) => ['need', 'task'].includes(feedClass(feed) ?? ''))
        ? 'feeds'
        : null;
    default:
      return null;
  }
}
