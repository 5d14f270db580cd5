import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { saveBirthDates } from '~/server/modules/contact/save-birth-date';
import type { DemoCommunity } from './communities';

/** What the volunteer to sign in as has filled in, so that "for you" has something to go by. */
export async function profileOf(
  deps: Deps,
  personId: string,
  home: DemoCommunity,
  profile: {
    /** `1990-01-31`. */
    readonly birthDate: string;
    readonly about: string;
    readonly languages: readonly string[];
    readonly skillIds: readonly string[];
  },
): Promise<void> {
  const { about, languages, skillIds, birthDate } = profile;
  await saveBirthDates(deps.prisma, [{ personId, birthDate: new Date(birthDate) }]);
  await deps.prisma.volunteerProfile.create({
    data: {
      personId,
      about,
      languages: [...languages],
      travelRadiusMetres: 5_000,
      homeLatitude: home.latitude,
      homeLongitude: home.longitude,
    },
  });
  await deps.prisma.personSkill.createMany({ data: skillIds.map((skillId) => ({ personId, skillId })) });
  const evenings = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 17 * 60, endMinute: 21 * 60 }));
  const weekends = [6, 7].map((weekday) => ({ weekday, startMinute: 8 * 60, endMinute: 18 * 60 }));
  await deps.prisma.availability.createMany({
    data: [...evenings, ...weekends].map((window) => ({ id: newId(), personId, ...window })),
  });
}
