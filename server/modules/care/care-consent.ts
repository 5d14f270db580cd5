import type { Consent } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { dateOf, type Day } from '~/server/modules/communities/days';
import { whoAgrees } from '~/server/modules/proxies/guardians';
import type { Actor } from '~/server/policy/actor';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { consentForms } from './input';
import { lastReviewDay } from './rules';

/** The words that are read out and agreed to; stored with the consent. */
const textVersion = 'regular-visits-2026-01';

/** Refuses a day to ask again that has come already or lies more than a year ahead. */
export function assertReviewDay(reviewOn: Day, today: Day, path: readonly string[]): void {
  if (reviewOn <= today) throw new InvalidInput([{ path, message: 'server_care_review_past' }]);
  if (reviewOn > lastReviewDay(today)) throw new InvalidInput([{ path, message: 'server_care_review_far' }]);
}

/**
 * Writes down that somebody agreed to be visited regularly, until it is asked for again. It holds for the one need that stands for the
 * visits. For a minor and for whoever is under guardianship a guardian agrees, as the form says: GUARDIAN_CONSENT_NEEDED otherwise, and
 * where no guardian is known into whose hands that was put. `byId`: who agreed, where an actor does so for them.
 */
export async function recordCareConsent(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  about: { personId: string; needId: string },
  given: { form: (typeof consentForms)[number]; reviewOn: Day; byId?: string | null },
): Promise<string> {
  const { needsGuardian, guardianId } = await whoAgrees(tx, deps, about.personId);
  const byGuardian = given.form === 'guardian';
  if (byGuardian ? !guardianId : needsGuardian) refuse('GUARDIAN_CONSENT_NEEDED');
  const givenById = given.byId ?? (byGuardian ? guardianId : null) ?? about.personId;
  const id = newId();
  await tx.consent.create({
    data: {
      id,
      personId: about.personId,
      purpose: 'regular_visits',
      scope: about.needId,
      textVersion,
      form: given.form,
      givenById,
      takenById: givenById === actor.personId ? null : actor.personId,
      givenAt: deps.clock.now(),
      reviewOn: dateOf(given.reviewOn),
    },
  });
  return id;
}

/** The consent given last for each of some standing needs, by need. */
export async function latestConsents(
  tx: Pick<Tx, 'consent'>,
  needIds: readonly string[],
): Promise<Map<string, Consent>> {
  const rows = await tx.consent.findMany({
    where: { purpose: 'regular_visits', scope: { in: [...needIds] } },
    orderBy: [{ givenAt: 'asc' }, { id: 'asc' }],
  });
  return new Map(rows.map((row) => [row.scope ?? '', row]));
}
