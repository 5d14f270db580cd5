import type { DeliveryChannel, DeliveryMode, NoticeGroup } from '~/generated/prisma/enums';
import { afterQuietHours, nextTimeOfDay, type QuietHours } from '~/server/modules/communities/quiet-hours';
import { changes, emergencies, groupOf } from './groups';
import type { NoticeKind } from './kinds';

/** In the order in which they are chosen from. */
export const deliveryChannels = ['email', 'sms', 'push'] as const satisfies readonly DeliveryChannel[];

/** How a person wants to hear of one group of messages, over each channel. */
export type ChannelModes = { readonly [Channel in DeliveryChannel]: DeliveryMode };

/** What counts while a person has not chosen. A text message costs somebody money, so that it is kept for what cannot wait. */
export const usualModes: { readonly [Group in NoticeGroup]: ChannelModes } = {
  now: { email: 'immediately', sms: 'immediately', push: 'immediately' },
  mine: { email: 'immediately', sms: 'off', push: 'immediately' },
  work: { email: 'daily', sms: 'off', push: 'off' },
  news: { email: 'daily', sms: 'off', push: 'off' },
};

/** When the day's messages go out together, by the wall clock; after quiet hours that last longer. */
export const digestTime = '08:00';

/** So long before its start a change of a task is told at any hour. */
export const urgentWithinMs = 24 * 60 * 60_000;

/** What decides how a message leaves the app. */
export interface DeliveryFacts {
  readonly kind: NoticeKind;
  readonly now: Date;
  readonly timeZone: string;
  /** The person's own quiet hours, else the community's. */
  readonly quiet: QuietHours;
  /** When the task that it is about begins, for the reader. */
  readonly startsAt: Date | null;
  /** From when on it would tell nothing any more. */
  readonly uselessFrom: Date | null;
  /** The channels over which this installation sends and this person is known to be reached. */
  readonly channels: readonly DeliveryChannel[];
  readonly modes: ChannelModes;
}

export interface PlannedDelivery {
  readonly channel: DeliveryChannel;
  readonly dueAt: Date;
  readonly isDigest: boolean;
}

/** Whether a message is told at any hour and at once: danger, or a change less than a day before the start. */
export function isUrgent({ kind, now, startsAt }: Pick<DeliveryFacts, 'kind' | 'now' | 'startsAt'>): boolean {
  if (emergencies.has(kind)) return true;
  if (!changes.has(kind) || startsAt === null) return false;
  const left = startsAt.getTime() - now.getTime();
  return left > 0 && left <= urgentWithinMs;
}

/**
 * Over which channels a message leaves the app, and when. What is urgent goes at once over every channel that is not switched off.
 * Anything else waits for the end of quiet hours, or for the day's digest, unless it would come too late.
 */
export function planDeliveries(facts: DeliveryFacts): PlannedDelivery[] {
  const { now, timeZone, quiet, uselessFrom } = facts;
  if (uselessFrom && uselessFrom <= now) return [];
  const urgent = isUrgent(facts);
  return deliveryChannels
    .filter((channel) => facts.channels.includes(channel) && facts.modes[channel] !== 'off')
    .map((channel) => {
      if (urgent) return { channel, dueAt: now, isDigest: false };
      const isDigest = facts.modes[channel] === 'daily';
      const wanted = isDigest ? nextTimeOfDay(now, timeZone, digestTime) : now;
      const dueAt = afterQuietHours(wanted, timeZone, quiet);
      return uselessFrom && dueAt >= uselessFrom
        ? { channel, dueAt: now, isDigest: false }
        : { channel, dueAt, isDigest };
    });
}

/** The group that decides over a kind's channels. */
export const modesFor = (
  kind: NoticeKind,
  chosen: Partial<Readonly<Record<NoticeGroup, ChannelModes>>>,
): ChannelModes => chosen[groupOf[kind]] ?? usualModes[groupOf[kind]];
