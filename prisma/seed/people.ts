import type { MembershipRole } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { unsafeVerifyContacts } from '~/server/modules/contact/verify-contact';
import { recordChanges } from '~/server/modules/audit/record-change';
import { saveBirthDates } from '~/server/modules/contact/save-birth-date';
import { registerPerson } from '~/server/modules/identity/register-person';
import { termsVersion } from '~/server/modules/identity/rules';
import { system } from '~/server/policy/actor';
import { patience, type Staff } from './acting';
import { pick, pickSome, seeded, type Random } from './random';

/** The one password of every demo sign-in; shown on the sign-in page in demo mode. */
export const demoPassword = 'linli-demo';

export interface DemoSignIn {
  readonly name: string;
  readonly role: string;
  readonly community: string;
  readonly identifier: string;
  readonly password: string;
}

/** The role as the sign-in page names it. */
export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly isOperator?: boolean;
}

/** Where demo people of one community live and how they are called. */
export interface Town {
  readonly communityId: string;
  readonly communityName: string;
  readonly locale: 'en' | 'zh-CN';
  readonly passwordHash: string;
}

/** A demo person with an account, able to sign in with the demo password. */
export async function addAccount(
  deps: Deps,
  town: Town,
  account: NewAccount,
): Promise<{ personId: string; signIn: DemoSignIn }> {
  const { personId } = await inTransaction(deps, system(), async (tx) => {
    const person = await registerPerson(tx, deps, system(), {
      displayName: account.name,
      homeCommunityId: town.communityId,
      email: account.email,
      passwordHash: town.passwordHash,
      isOperator: account.isOperator ?? false,
      acceptsTerms: true,
      isDemo: true,
    });
    await tx.person.update({ where: { id: person.personId }, data: { locale: town.locale } });
    // Somebody of the committee has made sure that it is theirs.
    await unsafeVerifyContacts(tx, deps, person.personId);
    return person;
  });
  const { name, role, email } = account;
  return {
    personId,
    signIn: { name, role, community: town.communityName, identifier: email, password: demoPassword },
  };
}

/** A role that a demo person is given in a unit. */
export interface Post {
  readonly personId: string;
  readonly role: MembershipRole;
  readonly organisationId: string;
  readonly communityIds?: readonly string[];
}

/** Gives demo people their roles, all in one transaction. Answers them in the order of the posts. */
export async function addStaff(deps: Deps, posts: readonly Post[]): Promise<Staff[]> {
  const createdAt = deps.clock.now();
  const staff = posts.map((post): Staff => ({ membershipId: newId(), communityIds: [], ...post }));
  await inTransaction(deps, system(), async (tx) => {
    await tx.membership.createMany({
      data: staff.map(({ membershipId, personId, organisationId, role }) => ({
        id: membershipId,
        personId,
        organisationId,
        role,
        createdAt,
      })),
    });
    await recordChanges(
      tx,
      deps,
      system(),
      staff.map(({ membershipId, personId, organisationId }) => ({
        type: 'membership:added',
        subjectType: 'membership',
        subjectId: membershipId,
        payload: { membershipId, organisationId },
        feeds: [`organisation:${organisationId}`, `person:${personId}`],
      })),
    );
    return null;
  });
  return staff;
}

/** What volunteers of a community are made of. */
export interface VolunteerPlan {
  readonly count: number;
  nameOf(number: number): string;
  readonly homes: readonly {
    readonly id: string;
    readonly latitude: number | null;
    readonly longitude: number | null;
  }[];
  readonly languages: readonly (readonly string[])[];
  readonly skillIds: readonly string[];
}

/** Weekly free windows as working people, students and the retired have them. */
const rhythms = [
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 18 * 60, endMinute: 21 * 60 })),
  [6, 7].map((weekday) => ({ weekday, startMinute: 8 * 60, endMinute: 20 * 60 })),
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 8 * 60, endMinute: 12 * 60 })),
  [2, 4, 6].map((weekday) => ({ weekday, startMinute: 13 * 60, endMinute: 18 * 60 })),
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 8 * 60, endMinute: 18 * 60 })),
];

/** A day on which somebody between 18 and 74 years old may have been born. */
function bornGrownUp(random: Random, now: Date): Date {
  const year = now.getUTCFullYear() - 19 - Math.floor(random() * 56);
  return new Date(Date.UTC(year, Math.floor(random() * 12), 1 + Math.floor(random() * 28)));
}

/** Adds volunteers without accounts: persons, birth dates, profiles, skills, free time, and the terms they accepted on paper. */
export async function addVolunteers(
  deps: Deps,
  town: Town,
  random: Random,
  plan: VolunteerPlan,
): Promise<string[]> {
  const people = Array.from({ length: plan.count }, (_, at) => {
    const home = pick(random, plan.homes);
    return {
      id: newId(),
      name: plan.nameOf(at + 1),
      home,
      languages: [...pick(random, plan.languages)],
      radius: pick(random, [2_000, 5_000, 10_000]),
      skills: pickSome(random, plan.skillIds, 2 + Math.floor(random() * 5)),
      free: pick(random, rhythms),
    };
  });
  const createdAt = deps.clock.now();
  // A generator of their own: what else is drawn stays as it is.
  const births = seeded(plan.count);
  await deps.prisma.$transaction(async (tx) => {
    await tx.person.createMany({
      data: people.map(({ id, name, home }) => ({
        id,
        displayName: name,
        homeCommunityId: home.id,
        locale: town.locale,
        isDemo: true,
        createdAt,
      })),
    });
    await acceptOnPaper(
      tx,
      people.map(({ id }) => id),
      createdAt,
    );
    await saveBirthDates(
      tx,
      people.map(({ id }) => ({ personId: id, birthDate: bornGrownUp(births, createdAt) })),
    );
    await tx.volunteerProfile.createMany({
      data: people.map(({ id, home, languages, radius }) => ({
        personId: id,
        languages,
        travelRadiusMetres: radius,
        homeLatitude: home.latitude,
        homeLongitude: home.longitude,
      })),
    });
    await tx.personSkill.createMany({
      data: people.flatMap(({ id, skills }) => skills.map((skillId) => ({ personId: id, skillId }))),
    });
    await tx.availability.createMany({
      data: people.flatMap(({ id, free }) =>
        free.map((window) => ({ id: newId(), personId: id, ...window })),
      ),
    });
  }, patience);
  return people.map(({ id }) => id);
}

async function acceptOnPaper(tx: Tx, personIds: readonly string[], givenAt: Date): Promise<void> {
  await tx.consent.createMany({
    data: personIds.map((personId) => ({
      id: newId(),
      personId,
      purpose: 'terms' as const,
      form: 'paper' as const,
      textVersion: termsVersion,
      givenById: personId,
      givenAt,
    })),
  });
}
