import type { Deps } from '~/server/deps';
import { anonymous, type ActiveMembership, type Actor } from '~/server/policy/actor';
import { committeeReach } from './read-actor';

/**
 * The actor of a person as an officer or the chair of the committee that reaches a community, for what they began and
 * what goes on without them; null when they are that no longer. It has no session and no account.
 */
export async function findOfficer(
  deps: Pick<Deps, 'pool'>,
  personId: string,
  communityId: string,
): Promise<Actor | null> {
  const { rows } = await deps.pool.query<ActiveMembership>(
    `SELECT * FROM (
       SELECT identity.id, identity.role, identity."organisationId", true AS "organisationVerified",
         identity."committeeOfId" AS "communityId", ${committeeReach} AS "communityIds"
       FROM (
         SELECT m.id, m.role, m."organisationId", o."committeeOfId"
         FROM "Membership" m
         JOIN "Organisation" o ON o.id = m."organisationId"
         JOIN "Person" holder ON holder.id = m."personId"
         WHERE (holder.id = $1 OR holder."mergedIntoId" = $1) AND m."endedAt" IS NULL
           AND m.role IN ('officer', 'chair') AND o.status = 'verified' AND o."committeeOfId" IS NOT NULL
       ) identity
     ) officer WHERE $2 = ANY("communityIds") ORDER BY id LIMIT 1`,
    [personId, communityId],
  );
  const [membership] = rows;
  return membership ? { ...anonymous('import'), personId, membership } : null;
}
