import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { saveBirthDate } from '~/server/modules/contact/save-birth-date';
import type { Actor } from '~/server/policy/actor';

/**
 * Adds a person by name, without an account, in the caller's transaction: somebody met at the desk or on site. A slip can give
 * them an account later.
 */
export async function takeDownPerson(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { birthDate, ...person }: { displayName: string; homeCommunityId: string; birthDate?: string | null },
): Promise<string> {
  const personId = newId();
  await tx.person.create({
    data: { id: personId, ...person, isDemo: deps.settings.demo, createdAt: deps.clock.now() },
  });
  if (birthDate) await saveBirthDate(tx, deps, personId, birthDate);
  await recordChange(tx, deps, actor, {
    type: 'person:registered',
    subjectType: 'person',
    subjectId: personId,
    payload: { personId },
    feeds: [`person:${personId}`, `community:${person.homeCommunityId}`],
  });
  return personId;
}
