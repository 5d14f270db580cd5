import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { findPersonsByIdentifier } from '~/server/modules/identity/find-accounts';
import { findPersons } from '~/server/modules/identity/persons';
import { readMemberNumber, termsVersion } from '~/server/modules/identity/rules';
import { takeDownPerson } from '~/server/modules/identity/take-down-person';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { AddWalkInInput } from './input';

/**
 * Who walked in: somebody the actor may already see, whoever holds the member number they gave, or somebody new, taken down by
 * name and without an account. Having agreed to the terms on site is written down as spoken consent.
 */
export async function walkInPerson(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: AddWalkInInput,
  communityId: string,
): Promise<string> {
  if (input.name) {
    const person = { displayName: input.name, homeCommunityId: communityId, birthDate: input.birthDate };
    const personId = await takeDownPerson(tx, deps, actor, person);
    await hearTerms(tx, deps, actor, personId);
    return personId;
  }
  const personId = input.person
    ? await knownPerson(tx, deps, actor, input.person)
    : await memberOf(tx, deps, input.memberNumber ?? '');
  if (input.agreed) await hearTerms(tx, deps, actor, personId);
  return personId;
}

async function knownPerson(tx: Tx, deps: Deps, actor: Actor, id: string): Promise<string> {
  const [visible] = await findPersons(deps, actor, [id]);
  if (!visible) return refuse('NOT_FOUND');
  const { mergedIntoId } = await tx.person.findUniqueOrThrow({
    where: { id },
    select: { mergedIntoId: true },
  });
  return mergedIntoId ?? id;
}

async function memberOf(tx: Tx, deps: Deps, typed: string): Promise<string> {
  const number = readMemberNumber(typed) ?? refuse('NOT_FOUND');
  const [personId] = await findPersonsByIdentifier(tx, deps, number);
  return personId ?? refuse('NOT_FOUND');
}

/** Writes down that somebody agreed to the terms on site, and to whom; once. */
async function hearTerms(tx: Tx, deps: Deps, actor: Actor, personId: string): Promise<void> {
  const purpose = 'terms' as const;
  const given = await tx.consent.findFirst({ where: { personId, purpose, withdrawnAt: null } });
  if (given) return;
  await tx.consent.create({
    data: {
      id: newId(),
      personId,
      purpose,
      form: 'spoken',
      textVersion: termsVersion,
      givenById: personId,
      takenById: actor.personId,
      givenAt: deps.clock.now(),
    },
  });
}
