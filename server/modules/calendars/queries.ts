import type { CalendarFeed } from '~/generated/prisma/client';
import type { CalendarKind } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { may } from '~/server/policy/permissions';
import type { Actor } from '~/server/policy/actor';
import { actionOf } from './rules';

export type CalendarFeedRow = Pick<CalendarFeed, 'id' | 'kind' | 'createdAt' | 'lastReadAt'>;

export const feedColumns = { id: true, kind: true, createdAt: true, lastReadAt: true } as const;

/** The actor's own live feed of a kind, under the role they act in; null where there is none or it is not theirs to make. */
export async function findCalendarFeed(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  kind: CalendarKind,
): Promise<CalendarFeedRow | null> {
  if (actor.personId === null || !may(actor, actionOf[kind])) return null;
  return deps.prisma.calendarFeed.findFirst({
    where: {
      personId: actor.personId,
      kind,
      membershipId: kind === 'person' ? null : (actor.membership?.id ?? null),
      revokedAt: null,
    },
    select: feedColumns,
  });
}
