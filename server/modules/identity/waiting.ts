import type { Deps } from '~/server/deps';
import { concernedPersonId, type Actor } from '~/server/policy/actor';
import { reachesOf, type Action } from '~/server/policy/permissions';

/** Something that waits for the identity the actor acts under. */
export interface WaitingItem {
  readonly kind:
    | 'needs_in_review'
    | 'organisations_pending'
    | 'records_to_verify'
    | 'records_to_confirm'
    | 'claims_to_decide';
  readonly count: number;
  readonly oldest: Date | null;
}

/**
 * What waits for the active identity, each kind with how many and since when; kinds with nothing waiting are left out. Records
 * that the actor may not decide, their own or those they confirmed, are not counted. One statement.
 */
export async function findWaiting(deps: Pick<Deps, 'pool' | 'clock'>, actor: Actor): Promise<WaitingItem[]> {
  const { membership } = actor;
  if (membership === null) return [];
  const communities = (action: Action) =>
    reachesOf(actor, action).has('community') ? membership.communityIds : [];
  const organisation = (action: Action) =>
    reachesOf(actor, action).size > 0 && membership.role !== 'member' ? membership.organisationId : null;
  const { rows } = await deps.pool.query<WaitingItem>({
    name: 'waiting',
    text: `
      SELECT kind, count(*)::int AS count, min(since) AS oldest FROM (
        SELECT 'needs_in_review' AS kind, coalesce((
            SELECT max(h.at) FROM "History" h
            WHERE h."subjectType" = 'need' AND h."subjectId" = n.id AND h."toState" = 'in_review'
          ), n."createdAt") AS since
        FROM "Need" n WHERE n.status = 'in_review' AND n."communityId" = ANY($1::uuid[])
        UNION ALL
        SELECT 'organisations_pending', o."createdAt" FROM "Organisation" o
        WHERE o.status = 'pending' AND o."communityId" = ANY($2::uuid[])
        UNION ALL
        SELECT 'records_to_confirm', r."recordedAt" FROM "ServiceRecord" r
        WHERE r.state = 'proposed' AND r."organisationId" = $3::uuid AND r."personId" <> $6::uuid
        UNION ALL
        SELECT 'records_to_verify', coalesce(r."confirmedAt", r."recordedAt") FROM "ServiceRecord" r
        WHERE r.state = 'confirmed' AND r."communityId" = ANY($4::uuid[])
          AND r."personId" <> $6::uuid AND r."confirmerId" IS DISTINCT FROM $6::uuid
        UNION ALL
        SELECT 'claims_to_decide', c."stateSince" FROM "Claim" c
        JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"
        WHERE c.state = 'requested' AND t."endsAt" > $7 AND n."organisationId" = $5::uuid
      ) waiting GROUP BY kind ORDER BY kind`,
    values: [
      communities('need.review'),
      communities('organisation.propose'),
      organisation('record.confirm'),
      communities('record.verify'),
      organisation('claim.decide'),
      concernedPersonId(actor),
      deps.clock.now(),
    ],
  });
  return rows;
}
