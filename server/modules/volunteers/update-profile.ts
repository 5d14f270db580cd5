import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { ProfileValues } from './input';
import { mergeWindows } from './rules';

/** Changes what a person says of themselves as a volunteer. What the input leaves out stays as it is. */
export async function updateProfile(
  deps: Deps,
  actor: Actor,
  input: ProfileValues,
): Promise<{ personId: string }> {
  assertMay(actor, 'profile.edit');
  const personId = assertPerson(actor);
  return inTransaction(deps, actor, async (tx) => {
    // One profile, one editor at a time: sets of skills and windows are replaced whole.
    await tx.$queryRaw`SELECT 1 FROM "Person" WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
    const home = await homeOf(tx, input);
    const columns = {
      ...(input.about == null ? {} : { about: input.about || null }),
      ...(input.languages ? { languages: [...new Set(input.languages)] } : {}),
      ...(input.travelRadiusMetres ? { travelRadiusMetres: input.travelRadiusMetres } : {}),
      ...home.point,
    };
    await tx.person.update({
      where: { id: personId },
      data: { ...(input.displayName ? { displayName: input.displayName } : {}), ...home.community },
    });
    await tx.volunteerProfile.upsert({
      where: { personId },
      create: { personId, languages: [], ...columns },
      update: columns,
    });
    if (input.skills) await replaceSkills(tx, personId, [...new Set(input.skills)]);
    if (input.availability) await replaceWindows(tx, personId, input.availability);
    await recordChange(tx, deps, actor, {
      type: 'person:profile_changed',
      subjectType: 'person',
      subjectId: personId,
      payload: { personId },
      feeds: [`person:${personId}`],
    });
    return { personId };
  });
}

/** Where the person starts from: the point they give, else the centre of the community they name. */
async function homeOf(tx: Tx, { homeCommunity, homeLatitude, homeLongitude }: ProfileValues) {
  const given = homeLatitude != null && homeLongitude != null ? { homeLatitude, homeLongitude } : null;
  if (homeCommunity == null) return { community: {}, point: given ?? {} };
  const community = (await tx.community.findUnique({ where: { id: homeCommunity } })) ?? refuse('NOT_FOUND');
  return {
    community: { homeCommunityId: community.id },
    point: given ?? { homeLatitude: community.latitude, homeLongitude: community.longitude },
  };
}

async function replaceSkills(tx: Tx, personId: string, skillIds: string[]): Promise<void> {
  if ((await tx.skill.count({ where: { id: { in: skillIds } } })) !== skillIds.length) refuse('NOT_FOUND');
  await tx.personSkill.deleteMany({ where: { personId } });
  await tx.personSkill.createMany({ data: skillIds.map((skillId) => ({ personId, skillId })) });
}

async function replaceWindows(
  tx: Tx,
  personId: string,
  windows: NonNullable<ProfileValues['availability']>,
): Promise<void> {
  await tx.availability.deleteMany({ where: { personId } });
  await tx.availability.createMany({
    data: mergeWindows(windows).map((window) => ({ id: newId(), personId, ...window })),
  });
}
