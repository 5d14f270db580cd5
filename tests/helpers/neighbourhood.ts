import type { Page } from 'playwright-core';
import type { Category, Community, Organisation } from '~/generated/prisma/client';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createMember } from '~/tests/factories/actor';
import { createCategory } from '~/tests/factories/category';
import { createClaimant } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import type { Actor } from '~/server/policy/actor';
import type { Site } from './e2e-site';

/** Someone of the neighbourhood: to open pages as, to act for, to sign in by the form. */
export interface Neighbour {
  readonly name: string;
  readonly email: string;
  readonly actor: Actor & { personId: string };
}

/** A community with its committee, a verified organisation, and the people a need passes through. */
export interface Neighbourhood {
  readonly community: Community;
  readonly committee: Organisation;
  readonly organisation: Organisation;
  readonly category: Category;
  readonly coordinator: Neighbour;
  readonly volunteer: Neighbour;
  readonly amy: Neighbour;
  readonly ben: Neighbour;
  readonly chair: Neighbour;
}

let count = 0;

/** Moves people into a new community of a site. Each has an account with an e-mail address and `testPassword`. */
export async function createNeighbourhood({ prisma, deps }: Site): Promise<Neighbourhood> {
  count += 1;
  const place = `Riverside ${count}`;
  const community = await createCommunity(prisma, { name: place, latitude: 40.7, longitude: -73.98 });
  const committee = await createOrganisation(prisma, {
    name: `${place} Committee`,
    communityId: community.id,
    committeeOfId: community.id,
  });
  const organisation = await createOrganisation(prisma, {
    name: `${place} Kitchen`,
    communityId: community.id,
  });

  async function moveIn(name: string): Promise<Neighbour> {
    const actor = await createClaimant(prisma, { displayName: name, homeCommunityId: community.id });
    const email = `${name.replace(' ', '.').toLowerCase()}@riverside-${count}.example`;
    await createAccount(deps, { personId: actor.personId, email });
    return { name, email, actor };
  }
  async function employ(name: string, unit: Organisation, role: 'coordinator' | 'officer' | 'chair') {
    const person = await moveIn(name);
    return { ...person, actor: await createMember(prisma, unit, role, person.actor.personId) };
  }

  const coordinator = await employ('Carla Cook', organisation, 'coordinator');
  await prisma.organisation.update({
    where: { id: organisation.id },
    data: { inChargePersonId: coordinator.actor.personId },
  });
  return {
    community,
    committee,
    organisation,
    category: await createCategory(prisma, { nameEn: `Food ${count}` }),
    coordinator,
    volunteer: await moveIn('Vera Voss'),
    amy: await employ('Amy Adler', committee, 'officer'),
    ben: await employ('Ben Brook', committee, 'officer'),
    chair: await employ('Chloe Chair', committee, 'chair'),
  };
}

/** Signs somebody in by the form that the page shows, as they would. */
export async function signIn(page: Page, { email }: Pick<Neighbour, 'email'>): Promise<void> {
  await page.getByLabel('Phone, e-mail or member number').fill(email);
  await page.getByLabel('Password, PIN or one-time code').fill(testPassword);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** A moment as a date and time field takes it, in the neighbourhood's zone, which is UTC. */
export const inField = (moment: Date): string => moment.toISOString().slice(0, 16);

/** A full hour, so many hours from now. */
export function hoursAhead(hours: number): Date {
  const hour = 3_600_000;
  return new Date((Math.ceil(Date.now() / hour) + hours) * hour);
}

/** The moment so many minutes after another. */
export const minutesAfter = (moment: Date, minutes: number): Date =>
  new Date(moment.getTime() + minutes * 60_000);
