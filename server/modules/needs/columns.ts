import type { Need } from '~/generated/prisma/client';
import type { CommunityRow } from '~/server/modules/communities/queries';
import type { OrganisationRow } from '~/server/modules/organisations/queries';

/** The columns of a need that readers get: everything but the text index and the import's own marks. */
export const needColumns = [
  'id',
  'number',
  'kind',
  'status',
  'statusReason',
  'communityId',
  'organisationId',
  'requestedById',
  'servedPersonId',
  'takenInById',
  'title',
  'summary',
  'bring',
  'risks',
  'categoryId',
  'urgency',
  'placeKind',
  'placeName',
  'latitude',
  'longitude',
  'startsAt',
  'endsAt',
  'places',
  'placesTaken',
  'round',
  'reopenedAt',
  'dueAt',
  'completedAt',
  'judgement',
  'publishedAt',
  'createdAt',
  'version',
  'sourceId',
] as const satisfies readonly (keyof Need)[];

type Columns = Pick<Need, (typeof needColumns)[number]>;

/** When a need goes on: its next task, and how many of its tasks are not over yet. */
export interface NextWindow {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly coming: number;
}

/** A need as its readers get it. */
export interface NeedRow extends Columns {
  /** Some task starts soon with fewer people than it needs; see `isTaskAtRisk`. Absent: worked out from the tasks when asked. */
  readonly atRisk?: boolean;
  /** When it goes on; null when all is over. Absent: looked up when asked. */
  readonly next?: NextWindow | null;
  /** The tasks that are all its reader sees of it (`readingOf`). Absent: every one. */
  readonly onlyTaskIds?: readonly string[];
  /** Metres from the point given to the board. */
  readonly distance?: number | null;
  /** What the board joined in; absent when the row was read without. */
  readonly community?: CommunityRow;
  readonly organisation?: OrganisationRow | null;
  readonly category?: CategoryRow | null;
}

/** The same columns for Prisma's `select`. */
export const needSelect = Object.fromEntries(needColumns.map((name) => [name, true])) as Record<
  (typeof needColumns)[number],
  true
>;

/** A category as its readers get it. */
export interface CategoryRow {
  readonly id: string;
  readonly key: string;
  readonly nameEn: string;
  readonly nameZh: string;
  /** One of the six category marks. */
  readonly mark: string;
  readonly parentId: string | null;
}
