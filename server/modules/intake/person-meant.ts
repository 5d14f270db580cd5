import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { countContactPoints } from '~/server/modules/contact/queries';
import type { PhoneCountry } from '~/server/modules/contact/rules';
import { mostContacts } from '~/server/modules/identity/rules';
import { takeDownPerson } from '~/server/modules/identity/take-down-person';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { WhoValues } from './input';

/** Where a new person is at home, and whose numbers a phone without a prefix belongs to. */
export interface HomeOfNew {
  readonly communityId: string;
  readonly country: PhoneCountry | undefined;
}

/**
 * Who is meant, in the caller's transaction: a resident of the committee's communities or the officer themselves, or somebody
 * new, taken down by name. The phone they gave is kept; several people may share one.
 */
export async function personMeant(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  who: WhoValues,
  { communityId, country }: HomeOfNew,
): Promise<string> {
  const personId = who.person
    ? await knownPerson(tx, actor, who.person)
    : await takeDownPerson(tx, deps, actor, { displayName: who.name ?? '', homeCommunityId: communityId });
  if (who.phone && (await countContactPoints(tx, personId)) < mostContacts)
    await keepContactPoint(tx, deps, { personId, kind: 'phone', value: who.phone, country });
  return personId;
}

async function knownPerson(tx: Tx, actor: Actor, id: string): Promise<string> {
  const person = await tx.person.findFirst({
    where: {
      id,
      status: { not: 'erased' },
      mergedIntoId: null,
      OR: [
        { homeCommunityId: { in: [...(actor.membership?.communityIds ?? [])] } },
        { id: actor.personId ?? '' },
      ],
    },
    select: { id: true },
  });
  return person?.id ?? refuse('NOT_FOUND');
}
