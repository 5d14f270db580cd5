import type { Consent } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import type { Tx } from '~/server/database/transaction';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';

/** What somebody agreed to, with the names of who said so and who took it down. */
export interface ConsentRow extends Omit<Consent, 'reviewOn'> {
  /** The day it is asked for again, `2026-03-01`; null where it has none, or was given anew since. */
  readonly reviewOn: string | null;
  readonly givenByName: string | null;
  readonly takenByName: string | null;
  /** The request it is for, where it is for one. */
  readonly needTitle: string | null;
}

/** Whose consent the actor may see and take: their own, that of whom they act for, and an officer's residents'. */
export async function assertConsentOf(
  tx: Pick<Tx, 'person'>,
  actor: Actor,
  personId: string,
): Promise<{ id: string; homeCommunityId: string | null }> {
  const person = await tx.person.findFirst({
    where: { id: personId, status: { not: 'erased' } },
    select: { id: true, homeCommunityId: true },
  });
  const isTheirs =
    person && reaches(actor, 'consent.give', { personId: person.id, communityId: person.homeCommunityId });
  return isTheirs ? person : refuse('NOT_FOUND');
}

/** All consents of a person, what holds first, then what was withdrawn. The caller's own without `personId`. */
export async function findConsents(
  deps: Pick<Deps, 'prisma' | 'pool'>,
  actor: Actor,
  personId: string | null,
): Promise<ConsentRow[]> {
  assertMay(actor, 'consent.give');
  const subject = personId ?? assertPerson(actor, 'consent.give');
  await assertConsentOf(deps.prisma, actor, subject);
  return readConsents(deps, 'c."personId" = $1', subject);
}

/** One consent, for whoever may see it. */
export async function findConsent(
  deps: Pick<Deps, 'prisma' | 'pool'>,
  actor: Actor,
  id: string,
): Promise<ConsentRow | null> {
  const [row] = await readConsents(deps, 'c.id = $1', id);
  if (!row) return null;
  await assertConsentOf(deps.prisma, actor, row.personId);
  return row;
}

async function readConsents(
  deps: Pick<Deps, 'pool'>,
  condition: string,
  value: string,
): Promise<ConsentRow[]> {
  const { rows } = await deps.pool.query<ConsentRow>(
    `SELECT c.*, CASE WHEN NOT EXISTS (
       SELECT FROM "Consent" later WHERE later."personId" = c."personId" AND later.purpose = c.purpose
         AND later.scope IS NOT DISTINCT FROM c.scope AND (later."givenAt", later.id) > (c."givenAt", c.id)
     ) THEN to_char(c."reviewOn", 'YYYY-MM-DD') END AS "reviewOn", giver."displayName" AS "givenByName", taker."displayName" AS "takenByName", n.title AS "needTitle"
     FROM "Consent" c
     LEFT JOIN "Person" giver ON giver.id = c."givenById"
     LEFT JOIN "Person" taker ON taker.id = c."takenById"
     LEFT JOIN "Need" n ON n.id::text = c.scope
     WHERE ${condition}
     ORDER BY c."withdrawnAt" IS NOT NULL, c."givenAt" DESC, c.id DESC LIMIT 200`,
    [value],
  );
  return rows;
}
