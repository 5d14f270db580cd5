import type { Deps } from '~/server/deps';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { pointOf } from '~/server/modules/needs/distance';
import type { NamedSkill } from './reasons';
import type { VolunteerOffer } from './score';

/** A volunteer as tasks are judged for them. */
export interface Offering {
  readonly offer: VolunteerOffer;
  readonly skills: NamedSkill[];
  readonly homeCommunityId: string | null;
}

/** What the person offers, as they say in their profile. */
export async function readOffer(deps: Deps, personId: string): Promise<Offering> {
  const person = await deps.prisma.person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      homeCommunityId: true,
      homeCommunity: { select: { latitude: true, longitude: true } },
      profile: true,
      skills: { select: { skill: { select: { id: true, nameEn: true, nameZh: true } } } },
      availability: { select: { weekday: true, startMinute: true, endMinute: true } },
    },
  });
  const { profile, homeCommunity, homeCommunityId } = person;
  const skills = person.skills.map((row) => row.skill);
  const ownPoint = profile && pointOf({ latitude: profile.homeLatitude, longitude: profile.homeLongitude });
  return {
    homeCommunityId,
    skills,
    offer: {
      skillIds: new Set(skills.map((skill) => skill.id)),
      languages: profile?.languages ?? [],
      freeWindows: person.availability,
      timeZone: homeCommunityId === null ? null : await timeZoneOf(deps, homeCommunityId),
      home: ownPoint ?? (homeCommunity && pointOf(homeCommunity)),
      travelRadiusMetres: profile?.travelRadiusMetres ?? 5_000,
    },
  };
}
