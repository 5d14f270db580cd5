import type { Deps } from '~/server/deps';
import {
  findPersonsByBuilding,
  findPersonsByContact,
  findPersonsByLastFour,
} from '~/server/modules/contact/find-persons';
import { viewShortContacts, type ShortContact } from '~/server/modules/contact/view-contacts';
import { countByAccount } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { literally } from './queries';
import { inOneLine } from './rules';

/** A resident as an officer recognises them while talking. */
export interface IntakePersonRow extends ShortContact {
  readonly id: string;
  readonly name: string;
  readonly communityId: string;
}

const shortest = 2;
const most = 10;

/**
 * Residents of the committee's communities by the last four digits of their phone, a whole number, part of their name, or the
 * building they live in; at most ten. Nobody for fewer than two characters. Counted, and what is shown is logged.
 */
export async function findPeople(deps: Deps, actor: Actor, text: string): Promise<IntakePersonRow[]> {
  assertMay(actor, 'intake.take_down');
  const words = inOneLine(text.normalize('NFKC')).replace(/\s+/g, ' ').slice(0, 100);
  if ([...words].length < shortest) return [];
  await countByAccount(deps, 'intake_searched', actor);
  const communityIds = [...(actor.membership?.communityIds ?? [])];
  const [byPhone, byBuilding] = await Promise.all([
    /^\d{4}$/.test(words)
      ? findPersonsByLastFour(deps.prisma, words, communityIds)
      : findPersonsByContact(deps.prisma, deps, words, { communityIds }),
    findPersonsByBuilding(deps.prisma, words, communityIds),
  ]);
  const persons = await deps.prisma.person.findMany({
    where: {
      homeCommunityId: { in: communityIds },
      status: { not: 'erased' },
      mergedIntoId: null,
      OR: [
        { id: { in: [...byPhone, ...byBuilding] } },
        { displayName: { contains: literally(words), mode: 'insensitive' } },
      ],
    },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
    take: most,
    select: { id: true, displayName: true, homeCommunityId: true },
  });
  const contacts = await viewShortContacts(
    deps,
    actor,
    persons.map(({ id }) => id),
  );
  return persons.map(({ id, displayName, homeCommunityId }, at) => ({
    id,
    name: displayName,
    communityId: homeCommunityId ?? '',
    phoneLastFour: contacts[at]?.phoneLastFour ?? null,
    building: contacts[at]?.building ?? null,
  }));
}
