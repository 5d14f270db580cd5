import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { keyedHash } from './keyed-hash';
import { contactsIn } from './rules';

export interface PersonsSought {
  readonly communityIds?: readonly string[];
  readonly verifiedOnly?: boolean;
}

/**
 * The persons who can be reached under what somebody typed, be it a phone in any usual spelling or an e-mail address. Several
 * people may share one: the ten who had it first, so that nobody crowds them out; of some communities' residents, where these
 * are given; with `verifiedOnly` those alone whose number or address was verified. For sign-in and for adding a member by a number
 * they gave; nothing of it is shown.
 */
export async function findPersonsByContact(
  tx: Pick<Tx, 'contactPoint'>,
  deps: Pick<Deps, 'settings'>,
  typed: string,
  { communityIds, verifiedOnly = false }: PersonsSought = {},
): Promise<string[]> {
  const sought = contactsIn(typed).map(({ kind, value }) => ({
    kind,
    keyedHash: keyedHash(deps, kind, value),
  }));
  if (sought.length === 0) return [];
  const rows = await tx.contactPoint.findMany({
    where: {
      OR: sought.map(({ kind, keyedHash: hash }) => ({ kind, keyedHash: Buffer.from(hash) })),
      ...(communityIds ? { person: { homeCommunityId: { in: [...communityIds] } } } : {}),
      ...(verifiedOnly ? { verifiedAt: { not: null } } : {}),
    },
    select: { personId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 10,
  });
  return [...new Set(rows.map((row) => row.personId))];
}

/** The persons among some communities' residents whose phone ends in these four digits. */
export async function findPersonsByLastFour(
  tx: Pick<Tx, 'contactPoint'>,
  lastFour: string,
  communityIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.contactPoint.findMany({
    where: { kind: 'phone', lastFour, person: { homeCommunityId: { in: [...communityIds] } } },
    select: { personId: true },
    take: 100,
  });
  return [...new Set(rows.map((row) => row.personId))];
}

/** The persons among some communities' residents in whose home's building these words stand. */
export async function findPersonsByBuilding(
  tx: Pick<Tx, '$queryRaw'>,
  words: string,
  communityIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    SELECT home."personId" FROM "Person" resident JOIN "Address" home ON home."personId" = resident.id
    WHERE resident."homeCommunityId" = ANY(${[...communityIds]}::uuid[])
      AND home."needId" IS NULL AND home."intakeId" IS NULL
      AND strpos(lower(home.building), lower(${words})) > 0
    LIMIT 100`;
  return rows.map((row) => row.personId);
}
