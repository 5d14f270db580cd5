import type { NeedKind, Urgency } from '~/generated/prisma/enums';

/** How soon whoever asks hears from the committee, and by when help is done, in minutes. */
export interface ServiceMinutes {
  readonly responseMinutes: number;
  readonly dueMinutes: number;
}

const hour = 60;
const day = 24 * hour;

/** What counts where no community set anything. */
export const usualMinutes: ServiceMinutes = { responseMinutes: day, dueMinutes: 7 * day };

/** At most so long where it is urgent, whatever was set. */
export const urgentMinutes: ServiceMinutes = { responseMinutes: 2 * hour, dueMinutes: 2 * day };

/** What counts for one request, of what its community set for its category, if anything. */
export function minutesFor(set: ServiceMinutes | null, urgency: Urgency): ServiceMinutes {
  const { responseMinutes, dueMinutes } = set ?? usualMinutes;
  if (urgency !== 'urgent') return { responseMinutes, dueMinutes };
  return {
    responseMinutes: Math.min(responseMinutes, urgentMinutes.responseMinutes),
    dueMinutes: Math.min(dueMinutes, urgentMinutes.dueMinutes),
  };
}

/** Help and wishes have a clock and wait to be judged; an activity has its own time. */
export const hasClock = (kind: NeedKind): boolean => kind !== 'activity';

export const later = (from: Date, minutes: number): Date => new Date(from.getTime() + minutes * 60_000);
