import type { z } from 'zod';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { addIdentityCheck } from '~/server/modules/contact/add-identity-check';
import { findIdentityChecks } from '~/server/modules/contact/queries';
import { notify } from '~/server/modules/notifications/notify';
import { acceptedSql } from '~/server/modules/organisations/accepted-sql';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reachesOf } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { CheckIdentityInput } from './input';

/**
 * Writes down that somebody showed their identity document in person: to an officer of their community, or to a coordinator of
 * a unit they belong to. Of its number the last four characters are kept. Nobody checks themselves (NOT_ALLOWED); who is not
 * theirs to check is NOT_FOUND. The person is told, and sees requests in private homes until it expires.
 */
export async function checkIdentity(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof CheckIdentityInput>,
): Promise<{ personId: string }> {
  assertMay(actor, 'identity.check');
  const checkedById = actor.personId ?? refuse('NOT_SIGNED_IN');
  const { organisationId } = actor.membership ?? refuse('NOT_ALLOWED');
  const { person: personId, documentKind, lastFour } = input;
  if (personId === checkedById) refuse('NOT_ALLOWED');
  return inTransaction(deps, actor, async (tx) => {
    const [person] = await findCheckable(tx, actor, [personId]);
    if (!person) refuse('NOT_FOUND');
    await addIdentityCheck(tx, deps, { personId, checkedById, organisationId, documentKind, lastFour });
    await notify(tx, personId, 'identity_checked', { organisationId });
    await recordChange(tx, deps, actor, {
      type: 'person:identity_checked',
      subjectType: 'person',
      subjectId: personId,
      payload: { personId },
      feeds: [
        `person:${personId}`,
        `organisation:${organisationId}`,
        ...(person.homeCommunityId ? ([`community:${person.homeCommunityId}`] as const) : []),
      ],
    });
    return { personId };
  });
}

/** Until when the check of each person counts, for themselves and for whoever may check them; null for anyone else. */
export async function identityChecksOf(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  actor: Actor,
  personIds: readonly string[],
): Promise<(Date | null)[]> {
  const [checkable, until] = await Promise.all([
    findCheckable(deps.prisma, actor, personIds),
    findIdentityChecks(deps, personIds),
  ]);
  const shown = new Set([actor.personId, ...checkable.map(({ id }) => id)]);
  return personIds.map((id, index) => (shown.has(id) ? (until[index] ?? null) : null));
}

interface Checkable {
  readonly id: string;
  readonly homeCommunityId: string | null;
}

/**
 * Those of some persons whose document the actor may write down as seen: residents of the committee's communities, and members
 * of the unit who have acted for it, since anyone's number can be added.
 */
export function findCheckable(
  tx: Pick<Tx, '$queryRawUnsafe'>,
  actor: Actor,
  ids: readonly string[],
): Promise<Checkable[]> {
  const reach = reachesOf(actor, 'identity.check');
  return tx.$queryRawUnsafe<Checkable[]>(
    `SELECT p.id, p."homeCommunityId" FROM "Person" p
     WHERE p.id = ANY($1::uuid[]) AND p.status <> 'erased' AND p."mergedIntoId" IS NULL AND (
       p."homeCommunityId" = ANY($2::uuid[])
       OR EXISTS (
         SELECT FROM "Membership" m
         WHERE m."personId" = p.id AND m."organisationId" = $3::uuid AND m."endedAt" IS NULL AND ${acceptedSql('m')}))`,
    ids,
    reach.has('community') ? (actor.membership?.communityIds ?? []) : [],
    reach.has('organisation') ? (actor.membership?.organisationId ?? null) : null,
  );
}
