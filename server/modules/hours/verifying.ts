import type { Tx } from '~/server/database/transaction';
import type { Actor } from '~/server/policy/actor';
import { may } from '~/server/policy/permissions';
import { handsOf, verifyingCommittees, type RecordFacts, type VerifyingFacts } from './rules';

/** Committees from a record's community upwards, who may judge it there, and whether the nearest is short of a second pair of eyes. */
const facts = `
  SELECT r.id, r."organisationId", chain.committees, chain.judges, bench.officers, bench."officersOwn"
  FROM "ServiceRecord" r
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(o.id ORDER BY a.depth), '{}') AS committees,
      coalesce(array_agg(able.judges ORDER BY a.depth), '{}') AS judges
    FROM "CommunityAncestor" a JOIN "Organisation" o ON o."committeeOfId" = a."ancestorId" AND o.status = 'verified'
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT m."personId")::int AS judges FROM "Membership" m
      WHERE m."organisationId" = o.id AND m."endedAt" IS NULL AND m.role IN ('officer', 'chair')
        AND m."personId" <> r."personId" AND m."personId" IS DISTINCT FROM r."confirmerId"
        AND (r.state <> 'disputed'
          OR (m."personId" <> r."recorderId" AND m."personId" IS DISTINCT FROM r."verifierId"))
    ) able
    WHERE a."communityId" = r."communityId"
  ) chain
  CROSS JOIN LATERAL (
    SELECT count(DISTINCT m."personId")::int AS officers, coalesce(bool_or(m."personId" = r."personId"), false) AS "officersOwn"
    FROM "Membership" m
    WHERE m."organisationId" = chain.committees[1] AND m."endedAt" IS NULL AND m.role IN ('officer', 'chair')
  ) bench`;

type Row = VerifyingFacts & { id: string };

const mine = (actor: Actor, row: VerifyingFacts): boolean =>
  actor.membership !== null && verifyingCommittees(row).includes(actor.membership.organisationId);

/** Of these records, those that it falls to the actor's committee to verify. Who may not because of their person is a rule. */
export async function recordsToVerify(
  tx: Pick<Tx, '$queryRawUnsafe'>,
  actor: Actor,
  recordIds: readonly string[],
): Promise<Set<string>> {
  if (!may(actor, 'record.verify') || recordIds.length === 0) return new Set();
  const rows = await tx.$queryRawUnsafe<Row[]>(`${facts} WHERE r.id = ANY($1::uuid[])`, recordIds);
  return new Set(rows.filter((row) => mine(actor, row)).map((row) => row.id));
}

/** The officers whom a dispute waits for, but for those who cannot judge it: the hours are theirs, or they had a hand in them. */
export async function findDeciders(
  tx: Pick<Tx, '$queryRawUnsafe' | 'membership'>,
  record: Pick<RecordFacts, 'personId' | 'recorderId' | 'confirmerId' | 'verifierId'> & { id: string },
): Promise<string[]> {
  const [row] = await tx.$queryRawUnsafe<Row[]>(`${facts} WHERE r.id = $1::uuid`, record.id);
  const officers = await tx.membership.findMany({
    where: {
      organisationId: { in: row ? verifyingCommittees(row) : [] },
      role: { in: ['officer', 'chair'] },
      endedAt: null,
    },
    select: { personId: true },
  });
  const aside = [record.personId, ...handsOf(record)];
  return officers.map(({ personId }) => personId).filter((personId) => !aside.includes(personId));
}

/** Undecided records of communities below that fall to the actor's committee: hours of their officers, or too few who may judge. */
export async function recordsFromBelow(tx: Pick<Tx, '$queryRawUnsafe'>, actor: Actor): Promise<string[]> {
  const communityId = actor.membership?.communityId;
  if (!communityId || !may(actor, 'record.verify')) return [];
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `${facts}
     WHERE r.state IN ('confirmed', 'disputed') AND r."communityId" <> ALL($2::uuid[])
       AND r."communityId" IN (SELECT "communityId" FROM "CommunityAncestor" WHERE "ancestorId" = $1::uuid)
       AND (bench.officers <= 1 OR bench."officersOwn" OR chain.judges[1] = 0)
     ORDER BY r.id LIMIT 1000`,
    communityId,
    [...(actor.membership?.communityIds ?? [])],
  );
  return rows.filter((row) => mine(actor, row)).map((row) => row.id);
}
