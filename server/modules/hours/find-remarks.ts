import type { Deps } from '~/server/deps';
import { ownTraceMinutes } from '~/server/modules/attendance/tap-rules';
import { remarksOf, type RemarkCode, type RemarkFacts } from './remarks';

const statement = `
SELECT r.id, r.minutes, r."endsAt", r."recordedAt", r."evidenceLevel", r."claimId" IS NOT NULL AS "hasClaim",
  (extract(epoch FROM t."endsAt" - t."startsAt") / 60)::int AS "scheduledMinutes",
  EXISTS (
    SELECT FROM "ServiceRecord" other
    WHERE other."personId" = r."personId" AND other.id <> r.id AND other.state NOT IN ('rejected', 'corrected')
      AND other."startsAt" < r."endsAt" AND r."startsAt" < other."endsAt"
  ) AS "overlapsAnother",
  EXISTS (
    SELECT FROM "Attendance" a
    WHERE a."claimId" = r."claimId"
      AND (a."checkedInHeardAt" > a."checkedInAt" + interval '${ownTraceMinutes} minutes'
        OR a."checkedOutHeardAt" > t."endsAt" + interval '12 hours')
  ) AS "sentAfterwards",
  before."gapMinutes", before."gapMetres",
  confirmed.total AS "confirmedRecords", confirmed.same AS "confirmedBySame"
FROM "ServiceRecord" r
LEFT JOIN "Task" t ON t.id = r."taskId"
LEFT JOIN "Need" n ON n.id = r."needId"
LEFT JOIN LATERAL (
  SELECT (extract(epoch FROM r."startsAt" - b."endsAt") / 60)::int AS "gapMinutes",
    -- Flat-earth distance: within a day's reach it is right to a few metres in a hundred.
    (111195 * sqrt(power(n.latitude - bn.latitude, 2)
      + power((n.longitude - bn.longitude) * cos(radians(n.latitude)), 2)))::int AS "gapMetres"
  FROM "ServiceRecord" b JOIN "Need" bn ON bn.id = b."needId"
  WHERE b."personId" = r."personId" AND b.id <> r.id AND b.state NOT IN ('rejected', 'corrected')
    AND b."endsAt" <= r."startsAt" AND b."endsAt" > r."startsAt" - interval '12 hours'
  ORDER BY b."endsAt" DESC LIMIT 1
) before ON true
CROSS JOIN LATERAL (
  SELECT count(*)::int AS total, (count(*) FILTER (WHERE c."confirmerId" = r."confirmerId"))::int AS same
  FROM "ServiceRecord" c WHERE c."personId" = r."personId" AND c."confirmerId" IS NOT NULL
) confirmed
WHERE r.id = ANY($1::uuid[])`;

/** What is worth a look in records that the caller was already let read; one statement, in the order of the ids. */
export async function unsafeFindRemarks(
  deps: Pick<Deps, 'pool'>,
  recordIds: readonly string[],
): Promise<RemarkCode[][]> {
  const { rows } = await deps.pool.query<RemarkFacts & { id: string }>({
    name: 'record-remarks',
    text: statement,
    values: [recordIds],
  });
  const byId = new Map(rows.map((row) => [row.id, remarksOf(row)]));
  return recordIds.map((id) => byId.get(id) ?? []);
}
