import type {
  Claim,
  Community,
  Need,
  Organisation,
  Prisma,
  PrismaClient,
  Task,
} from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { holdsPlace } from '~/server/modules/claims/rules';
import type { Actor } from '~/server/policy/actor';
import { actorFor, createMember } from './actor';
import { createCommunity } from './community';
import { createNeed } from './need';
import { createOrganisation } from './organisation';
import { createPerson } from './person';
import { createTask } from './task';

export interface Scene {
  readonly community: Community;
  readonly committee: Organisation;
  readonly organisation: Organisation;
  readonly coordinator: Actor & { personId: string };
  readonly need: Need;
  readonly task: Task;
}

/** A community with its committee, an organisation with its coordinator, and one open task. */
export async function createScene(
  prisma: PrismaClient,
  overrides: {
    need?: Partial<Prisma.NeedUncheckedCreateInput>;
    task?: Partial<Prisma.TaskUncheckedCreateInput>;
    parentId?: string;
  } = {},
): Promise<Scene> {
  const community = await createCommunity(prisma, overrides.parentId ? { parentId: overrides.parentId } : {});
  const committee = await createOrganisation(prisma, {
    communityId: community.id,
    committeeOfId: community.id,
  });
  const organisation = await createOrganisation(prisma, { communityId: community.id });
  const coordinator = await createMember(prisma, organisation, 'coordinator');
  await prisma.organisation.update({
    where: { id: organisation.id },
    data: { inChargePersonId: coordinator.personId },
  });
  const need = await createNeed(prisma, {
    communityId: community.id,
    organisationId: organisation.id,
    ...overrides.need,
  });
  const task = await createTask(prisma, { needId: need.id, ...overrides.task });
  return { community, committee, organisation, coordinator, need, task };
}

/** A person who has accepted the terms, as an actor. */
export async function createClaimant(
  prisma: PrismaClient,
  overrides: Partial<Prisma.PersonUncheckedCreateInput> = {},
): Promise<Actor & { personId: string }> {
  const person = await createPerson(prisma, overrides);
  await acceptTerms(prisma, [person.id]);
  return { ...actorFor(person.id), personId: person.id };
}

/** Many of them, in few statements. */
export async function createClaimants(
  prisma: PrismaClient,
  count: number,
): Promise<(Actor & { personId: string })[]> {
  const persons = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    displayName: `Volunteer ${index + 1}`,
  }));
  await prisma.person.createMany({ data: persons });
  await acceptTerms(
    prisma,
    persons.map((person) => person.id),
  );
  return persons.map((person) => ({ ...actorFor(person.id), personId: person.id }));
}

async function acceptTerms(prisma: PrismaClient, personIds: string[]): Promise<void> {
  await prisma.consent.createMany({
    data: personIds.map((personId) => ({
      id: newId(),
      personId,
      purpose: 'terms',
      textVersion: '1',
      form: 'screen',
      givenById: personId,
    })),
  });
}

/** A claim of a task in any state; the places of task and need follow. */
export async function createClaim(
  prisma: PrismaClient,
  task: Pick<Task, 'id' | 'needId' | 'startsAt' | 'endsAt'>,
  overrides: Partial<Prisma.ClaimUncheckedCreateInput> & { personId: string },
): Promise<Claim> {
  const claim = await prisma.claim.create({
    data: {
      id: newId(),
      taskId: task.id,
      state: 'confirmed',
      waitNumber: overrides.state === 'waitlisted' ? 1 : null,
      expiresAt: overrides.state === 'offered' ? task.startsAt : null,
      startsAt: task.startsAt,
      endsAt: task.endsAt,
      ...overrides,
    },
  });
  const by = holdsPlace(claim.state) ? claim.places : 0;
  await prisma.task.update({ where: { id: task.id }, data: { takenPlaces: { increment: by } } });
  await prisma.need.update({ where: { id: task.needId }, data: { placesTaken: { increment: by } } });
  return claim;
}
