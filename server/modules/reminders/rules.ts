import type { ClaimState } from '~/generated/prisma/enums';

/** So long before a task people are asked whether they come. */
export const askBeforeMs = 24 * 60 * 60_000;

/** Whether it is too soon to say, or to write down for somebody, whether they come: nobody was asked yet. */
export const isTooEarlyToSay = (startsAt: Date, now: Date): boolean =>
  now.getTime() < startsAt.getTime() - askBeforeMs;

/** What decides whether somebody is asked. */
export interface ReminderFacts {
  readonly state: ClaimState;
  /** Since when they have their place. */
  readonly stateSince: Date;
  readonly startsAt: Date;
  readonly now: Date;
}

/** Whether somebody is to be asked now. Who took the place within the last day has just said that they come. */
export function isToBeAsked({ state, stateSince, startsAt, now }: ReminderFacts): boolean {
  const from = startsAt.getTime() - askBeforeMs;
  return (
    state === 'confirmed' &&
    stateSince.getTime() < from &&
    from <= now.getTime() &&
    now.getTime() < startsAt.getTime()
  );
}
