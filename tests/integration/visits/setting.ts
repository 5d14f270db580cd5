import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { saveHome } from '~/server/modules/contact/save-address';
import type { Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';

export type Helper = Actor & { readonly personId: string };

/** Somebody at home in 3栋 502, help for them by the committee in two days, and people who may come. */
export async function createVisit(deps: Deps) {
  const { prisma } = deps;
  const community = await createCommunity(prisma, { name: '望月湖社区' });
  const committee = await createOrganisation(prisma, {
    communityId: community.id,
    committeeOfId: community.id,
  });
  const officer = { ...(await createMember(prisma, committee, 'officer')), accountId: newId() };
  const served = await createPerson(prisma, { displayName: '李秀英', homeCommunityId: community.id });
  await prisma.$transaction((tx) =>
    saveHome(tx, served.id, { area: community.name, building: '3栋', door: '502' }),
  );
  await keepContactPoint(prisma, deps, { personId: served.id, kind: 'phone', value: '13912345678' });
  const startsAt = new Date(deps.clock.now().getTime() + 48 * 3_600_000);
  const endsAt = new Date(startsAt.getTime() + 2 * 3_600_000);

  /** Help at that home, another time if told so. */
  async function need(at = startsAt, until = endsAt, organisationId = committee.id) {
    const made = await createNeed(prisma, {
      communityId: community.id,
      organisationId,
      kind: 'help',
      placeKind: 'private_home',
      servedPersonId: served.id,
      requestedById: served.id,
      title: '陪诊',
    });
    return createTask(prisma, {
      needId: made.id,
      startsAt: at,
      endsAt: until,
      minimumPlaces: 2,
      maximumPlaces: 2,
    });
  }
  const task = await need();

  /** A volunteer whose identity was checked. */
  async function helper(name: string): Promise<Helper> {
    const person = await createClaimant(prisma, { displayName: name, homeCommunityId: community.id });
    await prisma.identityCheck.create({
      data: {
        id: newId(),
        personId: person.personId,
        checkedById: officer.personId,
        organisationId: committee.id,
        documentKind: 'id_card',
        lastFour: '123X',
        checkedAt: new Date('2026-01-01T00:00:00Z'),
        expiresAt: new Date('2027-01-01T00:00:00Z'),
      },
    });
    return { ...person, accountId: newId() };
  }
  const confirm = (who: Helper, of = task) => createClaim(prisma, of, { personId: who.personId });
  return { community, committee, officer, served, task, startsAt, endsAt, need, helper, confirm };
}

export type Visit = Awaited<ReturnType<typeof createVisit>>;
