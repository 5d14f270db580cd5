import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createAccount } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn } from '~/tests/factories/session';
import { createThings, type Things } from './things';

/** Who asks. A resident and a volunteer are the same person to the permission table: anyone who is signed in. */
export const roles = [
  'public',
  'volunteer',
  'member',
  'coordinator',
  'officer',
  'chair',
  'operator',
] as const;
export type Role = (typeof roles)[number];

/**
 * Whose things are asked for. `own`: the volunteer's, of the unit, in the community. `other`: another volunteer's, of another
 * unit in the same community. `foreign`: in another community. `none`: the operation names nothing.
 */
export const targets = ['own', 'other', 'foreign', 'none'] as const;
export type Target = (typeof targets)[number];

export interface World {
  readonly actors: Readonly<Record<Role, Actor>>;
  readonly things: Readonly<Record<Target, Things>>;
  /** The member number of somebody who has no role anywhere. */
  readonly bystander: string;
}

/** What the volunteers are called. */
export const names = {
  own: 'Ownda Volunteer',
  other: 'Otheria Volunteer',
  foreign: 'Foreigna Volunteer',
} as const;

/** Two communities, three units, a person of every role, and one of everything in each place. */
export async function createWorld(deps: Deps): Promise<World> {
  const { prisma } = deps;
  const [here, there] = [await createCommunity(prisma), await createCommunity(prisma)];
  const committee = await createOrganisation(prisma, { communityId: here.id, committeeOfId: here.id });
  const committeeThere = await createOrganisation(prisma, { communityId: there.id, committeeOfId: there.id });
  const [unit, otherUnit, foreignUnit] = [
    await createOrganisation(prisma, { communityId: here.id }),
    await createOrganisation(prisma, { communityId: here.id }),
    await createOrganisation(prisma, { communityId: there.id }),
  ];
  const as = (organisationId: string, role: 'member' | 'coordinator' | 'officer' | 'chair') =>
    createSignedIn(deps, { organisationId, role }, { person: { homeCommunityId: here.id } });
  const volunteer = await createSignedIn(
    deps,
    {},
    { person: { homeCommunityId: here.id, displayName: names.own } },
  );
  const other = await createSignedIn(
    deps,
    {},
    { person: { homeCommunityId: here.id, displayName: names.other } },
  );
  const foreign = await createSignedIn(
    deps,
    {},
    { person: { homeCommunityId: there.id, displayName: names.foreign } },
  );
  const [member, coordinator] = [await as(unit.id, 'member'), await as(unit.id, 'coordinator')];
  const [officer, chair] = [await as(committee.id, 'officer'), await as(committee.id, 'chair')];
  const [otherCoordinator, foreignCoordinator] = [
    await as(otherUnit.id, 'coordinator'),
    await as(foreignUnit.id, 'coordinator'),
  ];
  // A chair may leave: another one stays.
  await as(committee.id, 'chair');
  const operator = await createSignedIn(deps, {}, { isOperator: true });
  const bystander = await createAccount(deps, { person: { homeCommunityId: here.id } });
  await acceptTerms(deps, [volunteer, other, foreign, member, coordinator, officer, chair, operator]);

  const inOwn = createThings(deps, {
    communityId: here.id,
    organisationId: unit.id,
    committeeId: committee.id,
    volunteer,
    coordinatorId: coordinator.personId,
    canary: 'canaryown',
    digits: '6010001',
  });
  const inOther = createThings(deps, {
    communityId: here.id,
    organisationId: otherUnit.id,
    committeeId: committee.id,
    volunteer: other,
    coordinatorId: otherCoordinator.personId,
    canary: 'canaryother',
    digits: '7010002',
  });
  const inForeign = createThings(deps, {
    communityId: there.id,
    organisationId: foreignUnit.id,
    committeeId: committeeThere.id,
    volunteer: foreign,
    coordinatorId: foreignCoordinator.personId,
    canary: 'canaryforeign',
    digits: '8010003',
  });
  const [own, others, foreigns] = await Promise.all([inOwn, inOther, inForeign]);
  return {
    actors: {
      public: anonymous('api'),
      volunteer: volunteer.actor,
      member: member.actor,
      coordinator: coordinator.actor,
      officer: officer.actor,
      chair: chair.actor,
      operator: operator.actor,
    },
    things: { own, other: others, foreign: foreigns, none: own },
    bystander: bystander.memberNumber ?? '',
  };
}

async function acceptTerms({ prisma }: Deps, people: { personId: string }[]): Promise<void> {
  await prisma.consent.createMany({
    data: people.map(({ personId }) => ({
      id: newId(),
      personId,
      purpose: 'terms',
      textVersion: '1',
      form: 'screen',
      givenById: personId,
    })),
  });
}
