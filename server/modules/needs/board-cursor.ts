import type { Urgency } from '~/generated/prisma/enums';

/** How the board may be sorted. */
export type BoardSort = 'soonest' | 'nearest' | 'urgent';

/** Where a page of the board ended: the values the board is sorted by, and the need that had them. */
export interface BoardPlace {
  readonly sort: BoardSort;
  readonly startsAt: number;
  readonly urgency: Urgency;
  /** Distance on the map, in the units of `map_point`; 0 unless sorted by nearest. */
  readonly distance: number;
  readonly id: string;
}

const urgencies: readonly Urgency[] = ['normal', 'soon', 'urgent'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor is opaque to clients and holds nothing that the page did not show. */
export const encodeCursor = ({ sort, startsAt, urgency, distance, id }: BoardPlace): string =>
  Buffer.from(JSON.stringify([sort, startsAt, urgency, distance, id])).toString('base64url');

/** The place a cursor names; null when it is none of ours or belongs to another order, and the list begins anew. */
export function decodeCursor(cursor: string, expected: BoardSort): BoardPlace | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts)) return null;
    const [sort, startsAt, urgency, distance, id] = parts as unknown[];
    const fits =
      sort === expected &&
      Number.isSafeInteger(startsAt) &&
      Math.abs(startsAt as number) <= 8.64e15 &&
      urgencies.includes(urgency as Urgency) &&
      Number.isFinite(distance) &&
      typeof id === 'string' &&
      uuid.test(id);
    return fits ? ({ sort, startsAt, urgency, distance, id } as BoardPlace) : null;
  } catch {
    return null;
  }
}
