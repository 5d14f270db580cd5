import type { Person, PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { createPerson } from './person';

export interface VolunteerOverrides {
  displayName?: string;
  homeCommunityId?: string | null;
  languages?: string[];
  travelRadiusMetres?: number;
  homeLatitude?: number | null;
  homeLongitude?: number | null;
  skillIds?: string[];
  availability?: { weekday: number; startMinute: number; endMinute: number }[];
}

/** A person with a volunteer's profile, skills and weekly free time. */
export async function createVolunteer(
  prisma: PrismaClient,
  overrides: VolunteerOverrides = {},
): Promise<Person> {
  const { displayName, homeCommunityId, skillIds = [], availability = [], ...profile } = overrides;
  const person = await createPerson(prisma, {
    ...(displayName === undefined ? {} : { displayName }),
    ...(homeCommunityId === undefined ? {} : { homeCommunityId }),
  });
  await prisma.volunteerProfile.create({ data: { personId: person.id, languages: [], ...profile } });
  await prisma.personSkill.createMany({
    data: skillIds.map((skillId) => ({ personId: person.id, skillId })),
  });
  await prisma.availability.createMany({
    data: availability.map((window) => ({ id: newId(), personId: person.id, ...window })),
  });
  return person;
}
