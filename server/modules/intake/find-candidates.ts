import type { ReportedPart } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { findNamedResidents } from '~/server/modules/contact/reported-persons';
import { viewShortContacts } from '~/server/modules/contact/view-contacts';
import type { Actor } from '~/server/policy/actor';
import { reaches } from '~/server/policy/permissions';
import type { IntakePersonRow } from './find-people';
import type { IntakeRow } from './queries';

/** Residents who may be whoever a stranger or a machine named: of that phone or that name. What is shown of them is logged. */
export async function findCandidates(
  deps: Deps,
  actor: Actor,
  intake: IntakeRow,
  part: ReportedPart,
): Promise<IntakePersonRow[]> {
  if (intake.outcome !== 'received' || !reaches(actor, 'intake.take_down', intake)) return [];
  const communityIds = actor.membership?.communityIds ?? [];
  const ids = await findNamedResidents(deps, intake.id, part, communityIds);
  const [persons, contacts] = await Promise.all([
    deps.prisma.person.findMany({
      where: { id: { in: ids } },
      select: { id: true, displayName: true, homeCommunityId: true },
    }),
    viewShortContacts(deps, actor, ids),
  ]);
  return ids.flatMap((id, at) => {
    const person = persons.find((row) => row.id === id);
    return person
      ? [
          {
            id,
            name: person.displayName,
            communityId: person.homeCommunityId ?? '',
            phoneLastFour: contacts[at]?.phoneLastFour ?? null,
            building: contacts[at]?.building ?? null,
          },
        ]
      : [];
  });
}
