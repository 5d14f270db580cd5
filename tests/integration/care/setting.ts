import { encodeId, newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { addCarePair } from '~/server/modules/care/add-pair';
import { addToCareList } from '~/server/modules/care/add-to-list';
import { AddToCareListInput } from '~/server/modules/care/input';
import { parseInput } from '~/server/policy/parse-input';
import { createMember } from '~/tests/factories/actor';
import { createClaimant } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';

/** A community in Shanghai's time with its committee's officer, somebody to visit, and volunteers whose identity was checked. */
export async function createCareDesk(deps: Deps) {
  const { prisma } = deps;
  const community = await createCommunity(prisma, { name: '望月湖社区', timeZone: 'Asia/Shanghai' });
  const committee = await createOrganisation(prisma, {
    communityId: community.id,
    committeeOfId: community.id,
  });
  const officer = { ...(await createMember(prisma, committee, 'officer')), accountId: newId() };
  const person = await createPerson(prisma, { displayName: '周奶奶', homeCommunityId: community.id });

  async function volunteer({ checkedUntil = '2027-01-01T00:00:00Z' }: { checkedUntil?: string | null } = {}) {
    const actor = await createClaimant(prisma, { homeCommunityId: community.id });
    if (checkedUntil)
      await prisma.identityCheck.create({
        data: {
          id: newId(),
          personId: actor.personId,
          checkedById: officer.personId,
          organisationId: committee.id,
          documentKind: 'id_card',
          lastFour: '1234',
          checkedAt: new Date('2026-01-01T00:00:00Z'),
          expiresAt: new Date(checkedUntil),
        },
      });
    return actor;
  }

  /** Weekly on Tuesdays at ten for an hour, unless told otherwise. */
  const values = (overrides: Record<string, unknown> = {}) =>
    parseInput(
      AddToCareListInput,
      {
        person: encodeId('Person', person.id),
        level: 'close',
        interval: 'weekly',
        startsOn: '2026-03-03',
        startMinute: 600,
        durationMinutes: 60,
        consent: { form: 'spoken', reviewOn: '2026-12-31' },
        ...overrides,
      },
      'en',
    );
  async function add(overrides: Record<string, unknown> = {}) {
    const { entryId } = await addToCareList(deps, officer, values(overrides));
    return prisma.careEntry.findUniqueOrThrow({ where: { id: entryId } });
  }
  const pair = (entryId: string, volunteer: string) =>
    addCarePair(deps, officer, { entry: entryId, volunteer });
  const visitsOf = (entryId: string) =>
    prisma.careVisit.findMany({ where: { entryId }, orderBy: { dueOn: 'asc' } });
  const daysOf = async (entryId: string) =>
    (await visitsOf(entryId)).map(({ dueOn }) => dueOn.toISOString().slice(0, 10));
  /** The tasks of an entry that still stand, each with who has a place. */
  async function tasksOf(entryId: string) {
    const { needId } = await prisma.careEntry.findUniqueOrThrow({ where: { id: entryId } });
    const tasks = await prisma.task.findMany({
      where: { needId: needId ?? '', cancelledAt: null },
      orderBy: { startsAt: 'asc' },
      include: { claims: { where: { state: { in: ['confirmed', 'checked_in', 'attended'] } } } },
    });
    return tasks.map((task) => ({
      ...task,
      helpers: task.claims.map(({ personId }) => personId ?? '').sort(),
    }));
  }
  return { community, committee, officer, person, volunteer, values, add, pair, visitsOf, daysOf, tasksOf };
}

export type CareDesk = Awaited<ReturnType<typeof createCareDesk>>;
