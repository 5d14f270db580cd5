import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { saveBirthDate } from '~/server/modules/contact/save-birth-date';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { ProfileValues } from './input';
import { mergeWindows, type FreeWindow } from './rules';

/** How far somebody travels who has not said it. */
const usualRadiusMetres = 5_000;

/**
 * Changes what a person says of themselves as a volunteer. What the input leaves out stays as it is; null takes it away, a
 * radius goes back to the usual one.
 */
export async function updateProfile(
  deps: Deps,
  actor: Actor,
  input: ProfileValues,
): Promise<{ personId: string }> {
  assertMay(actor, 'profile.edit');
  const personId = assertPerson(actor, 'profile.edit');
  return inTransaction(deps, actor, async (tx) => {
    // One profile, one editor at a time: sets of skills and windows are replaced whole.
    await tx.$queryRaw`SELECT 1 FROM "Person" WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
    const home = await homeOf(tx, input);
    const columns = {
      ...(input.about === undefined ? {} : { about: input.about || null }),
      ...(input.languages === undefined ? {} : { languages: [...new Set(input.languages)] }),
      ...(input.travelRadiusMetres === undefined
        ? {}
        : { travelRadiusMetres: input.travelRadiusMetres ?? usualRadiusMetres }),
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
    if (input.skills !== undefined) await replaceSkills(tx, personId, [...new Set(input.skills)]);
    if (input.availability !== undefined) await replaceWindows(tx, personId, input.availability ?? []);
    if (input.birthDate !== undefined) await saveBirthDate(tx, deps, personId, input.birthDate);
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

/** Where the person starts from: the point they give, else the centre of the community they name, else nowhere. */
async function homeOf(tx: Tx, { homeCommunity, homeLatitude, homeLongitude }: ProfileValues) {
  const nowhere = { homeLatitude: null, homeLongitude: null };
  const given =
    homeLatitude != null && homeLongitude != null
      ? { homeLatitude, homeLongitude }
      : homeLatitude === null && homeLongitude === null && nowhere;
  if (homeCommunity === undefined) return { community: {}, point: given || {} };
  if (homeCommunity === null) return { community: { homeCommunityId: null }, point: given || nowhere };
  const community = (await tx.community.findUnique({ where: { id: homeCommunity } })) ?? refuse('NOT_FOUND');
  return {
    community: { homeCommunityId: community.id },
    point: given || { homeLatitude: community.latitude, homeLongitude: community.longitude },
  };
}

async function replaceSkills(tx: Tx, personId: string, skillIds: string[]): Promise<void> {
  if ((await tx.skill.count({ where: { id: { in: skillIds } } })) !== skillIds.length) refuse('NOT_FOUND');
  await tx.personSkill.deleteMany({ where: { personId } });
  await tx.personSkill.createMany({ data: skillIds.map((skillId) => ({ personId, skillId })) });
}

async function replaceWindows(tx: Tx, personId: string, windows: readonly FreeWindow[]): Promise<void> {
  await tx.availability.deleteMany({ where: { personId } });
  await tx.availability.createMany({
    data: mergeWindows(windows).map((window) => ({ id: newId(), personId, ...window })),
  });
}
