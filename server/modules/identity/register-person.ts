import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { addContactPoint } from '~/server/modules/contact/add-contact-point';
import type { PhoneCountry } from '~/server/modules/contact/rules';
import { saveBirthDate } from '~/server/modules/contact/save-birth-date';
import type { Actor } from '~/server/policy/actor';
import { acceptTerms } from './accept-terms';
import { newMemberNumber } from './member-number';

export interface NewPerson {
  readonly displayName: string;
  readonly homeCommunityId: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly country?: PhoneCountry;
  readonly birthDate?: string | null;
  /** Null until the person chooses one. */
  readonly passwordHash: string | null;
  readonly isOperator?: boolean;
  /** True when the person accepted the terms on the screen. */
  readonly acceptsTerms: boolean;
  readonly isDemo: boolean;
}

/** Adds a person with an account, their ways to be reached and their consent, in the caller's transaction. */
export async function registerPerson(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  person: NewPerson,
): Promise<{ personId: string; accountId: string }> {
  const [personId, accountId, now] = [newId(), newId(), deps.clock.now()];
  await tx.person.create({
    data: {
      id: personId,
      displayName: person.displayName,
      homeCommunityId: person.homeCommunityId,
      isDemo: person.isDemo,
      createdAt: now,
    },
  });
  await tx.account.create({
    data: {
      id: accountId,
      personId,
      passwordHash: person.passwordHash,
      memberNumber: await newMemberNumber(tx),
      isOperator: person.isOperator ?? false,
      createdAt: now,
    },
  });
  const { country } = person;
  if (person.phone)
    await addContactPoint(tx, deps, { personId, kind: 'phone', value: person.phone, country });
  if (person.email) await addContactPoint(tx, deps, { personId, kind: 'email', value: person.email });
  if (person.birthDate) await saveBirthDate(tx, deps, personId, person.birthDate);
  if (person.acceptsTerms) await acceptTerms(tx, deps, personId);
  await recordChange(tx, deps, actor.personId ? actor : { ...actor, personId, accountId }, {
    type: 'person:registered',
    subjectType: 'person',
    subjectId: personId,
    payload: { personId },
    feeds: [
      `person:${personId}`,
      ...(person.homeCommunityId ? [`community:${person.homeCommunityId}` as const] : []),
    ],
  });
  return { personId, accountId };
}
