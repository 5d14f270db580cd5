import type { Capacity, Channel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';

/** One change of state, with the ids of who made it; names are joined when read and only for those who may. */
export interface HistoryRow {
  readonly id: string;
  readonly subjectId: string;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly reason: string | null;
  readonly at: Date;
  readonly capacity: Capacity;
  readonly channel: Channel;
  readonly actorPersonId: string | null;
  readonly onBehalfOfId: string | null;
  readonly actorName: string | null;
  readonly onBehalfOfName: string | null;
}

/** The history of some rows of one type, oldest first, with every name and reason: the caller blanks what its reader may not see. */
export async function unsafeHistoryOf(
  deps: Pick<Deps, 'pool'>,
  subjectType: string,
  subjectIds: readonly string[],
): Promise<HistoryRow[]> {
  const { rows } = await deps.pool.query<HistoryRow>({
    name: 'history-of',
    text: `
      SELECT h.id, h."subjectId", h.action, h."fromState", h."toState", h.reason, h.at, h.capacity, h.channel,
        h."actorPersonId", h."onBehalfOfId", who."displayName" AS "actorName", whom."displayName" AS "onBehalfOfName"
      FROM "History" h
      LEFT JOIN "Person" who ON who.id = h."actorPersonId"
      LEFT JOIN "Person" whom ON whom.id = h."onBehalfOfId"
      WHERE h."subjectType" = $1 AND h."subjectId" = ANY($2::uuid[])
      ORDER BY h.at, h.id`,
    values: [subjectType, subjectIds],
  });
  return rows;
}
