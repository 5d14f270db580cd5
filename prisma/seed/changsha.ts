import { z } from 'zod';
import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { addIdentityCheck } from '~/server/modules/contact/add-identity-check';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { asPerson, asStaff, at, patience, type Staff } from './acting';
import { postDemoNeed, readDemoNeeds, type Places, type Poster } from './changsha-needs';
import { keepDesk } from './care';
import { drawAhead } from './draws';
import { addCommunities, communityOf, type DemoCommunity, type NewDemoCommunity } from './communities';
import { readData } from './files';
import { handOverAhead } from './hand-over';
import { prepareHomeVisits } from './home-visits';
import { addAccount, addStaff, addVolunteers, type DemoSignIn, type Town } from './people';
import { profileOf } from './profile';
import { dealFates } from './fates';
import { pickSome, seeded, type Random } from './random';
import { repeatOne } from './series';
import { inLanes, serveDays, tryClaim, tryClaims, tryJoin, type Day } from './serve';

const home = 'huzhong';
const timeZone = 'Asia/Shanghai';
const daysOfPast = 75;
/** The volunteer to sign in as took part in one past day of so many. */
const knownEvery = 4;
const day = 86_400_000;

const Community = z.object({
  key: z.string(),
  parent: z.string().nullable(),
  level: z.enum(['city', 'district', 'street', 'community', 'grid']),
  name: z.string(),
  nameEn: z.string(),
  code: z.string().nullable(),
  latitude: z.number(),
  longitude: z.number(),
});

/** Units that post in the demo; invented but for the committee. */
const units: Record<
  Exclude<Poster, 'committee'>,
  { name: string; kind: 'volunteer_team' | 'school' | 'property_manager' | 'public_institution' }
> = {
  team: { name: '湖中邻里互助志愿服务队（演示）', kind: 'volunteer_team' },
  school: { name: '望月湖小学四点半课堂（演示）', kind: 'school' },
  property: { name: '望湖物业服务中心（演示）', kind: 'property_manager' },
  hospital: { name: '望月湖社区卫生服务中心（演示）', kind: 'public_institution' },
};

/** Changsha: real names of a district, its streets and communities; needs and people are the demo's. */
export async function loadChangsha(
  deps: Deps,
  passwordHash: string,
  vocabulary: Pick<Places, 'categoryIds' | 'skillIds'>,
): Promise<DemoSignIn[]> {
  const random = seeded(4301);
  const past = at(deps, new Date(deps.clock.now().getTime() - daysOfPast * day));
  const communities = await addCommunities(past, readTree());
  const community = communityOf(communities, home);
  const town: Town = {
    communityId: community.id,
    communityName: community.name,
    locale: 'zh-CN',
    passwordHash,
  };
  const people = await addPeople(past, town, random, communities, vocabulary.skillIds);

  const places: Places = { communityId: community.id, timeZone, ...vocabulary, ...people };
  const needs = readDemoNeeds();
  await inLanes(4, needs, (need) => postDemoNeed(deps, places, need));
  await serveRecentDays(deps, random, people);
  await settleNeeds(deps);
  await repeatOne(deps, [people.posters.team, people.posters.committee], timeZone);
  await claimAhead(deps, random, people);
  await waitAhead(deps, people);
  await drawAhead(deps, home, people);
  const officer = people.posters.committee;
  const [known = '', second = ''] = people.volunteers;
  await keepDesk(deps, { town, timeZone, officer, known });
  await prepareHomeVisits(deps, { community, officer, helpers: [known, second] });
  await handOverAhead(deps, community.id, known);
  deps.log.info({ needs: needs.length }, 'Posted the needs of Changsha');
  return people.signIns;
}

function readTree(): NewDemoCommunity[] {
  const rows = z.array(Community).parse(JSON.parse(readData('changsha/communities.json')));
  return rows.map(({ key, ...row }) => ({
    ...row,
    slug: key,
    ...(row.parent === null ? { timeZone, country: 'CN' as const } : {}),
    committee: committeeOf(row),
  }));
}

function committeeOf({ level, name }: Pick<z.output<typeof Community>, 'level' | 'name'>): string | null {
  if (level === 'grid') return null;
  if (level === 'community') return `${name}居委会`;
  return level === 'street' ? `${name}办事处` : `${name}志愿服务工作委员会（演示）`;
}

interface People {
  readonly signIns: DemoSignIn[];
  readonly posters: Record<Poster, Staff>;
  readonly officerB: Staff;
  readonly residents: string[];
  /** The one who can be signed in as stands first. */
  readonly volunteers: string[];
}

async function addPeople(
  deps: Deps,
  town: Town,
  random: Random,
  communities: ReadonlyMap<string, DemoCommunity>,
  skillIds: ReadonlyMap<string, string>,
): Promise<People> {
  const account = (name: string, email: string, role: string, isOperator = false) =>
    addAccount(deps, town, { name, email, role, isOperator });
  const volunteer = await account('演示志愿者01', 'volunteer@changsha.example', 'volunteer');
  const coordinator = await account('演示负责人', 'coordinator@changsha.example', 'coordinator');
  const officerA = await account('演示社工甲', 'officer-a@changsha.example', 'officer');
  const officerB = await account('演示社工乙', 'officer-b@changsha.example', 'officer');
  const chair = await account('演示主任', 'chair@changsha.example', 'chair');
  const resident = await account('演示居民', 'resident@changsha.example', 'resident');
  const operator = await account('演示管理员', 'operator@changsha.example', 'operator', true);

  const community = communityOf(communities, home);
  const grids = [`${home}-1`, `${home}-2`].map((slug) => communityOf(communities, slug));
  const committee = {
    organisationId: community.committeeId ?? '',
    communityIds: [community.id, ...grids.map(({ id }) => id)],
  };
  const [a, b] = await addStaff(deps, [
    { ...committee, personId: officerA.personId, role: 'officer' },
    { ...committee, personId: officerB.personId, role: 'officer' },
    { ...committee, personId: chair.personId, role: 'chair' },
  ]);
  if (!a || !b) throw new Error('The demo has no officers');
  const posters = { ...(await addUnits(deps, community, coordinator.personId)), committee: a };

  const residents = await addResidents(deps, town, [
    '演示居民周奶奶',
    '演示居民刘爷爷',
    '演示居民李奶奶',
    '演示居民小陈',
    '演示居民张爷爷',
    '演示居民乐乐妈妈',
  ]);
  const near = [
    community,
    ...grids,
    communityOf(communities, 'hudong'),
    communityOf(communities, 'ronglong'),
  ];
  const others = await addVolunteers(deps, town, random, {
    count: 59,
    nameOf: (number) => `演示志愿者${String(number + 1).padStart(2, '0')}`,
    homes: [community, community, ...near],
    languages: [['zh'], ['zh'], ['zh', 'en'], ['zh'], ['zh', 'yue']],
    skillIds: [...skillIds.values()],
  });
  await profileOf(deps, volunteer.personId, community, {
    birthDate: '1991-06-09',
    about: '周末和下班后有空，住在小区里。',
    languages: ['zh', 'en'],
    skillIds: ['tutoring', 'haircutting', 'carry-out-practical-tasks-with-smart-devices'].flatMap(
      (key) => skillIds.get(key) ?? [],
    ),
  });
  const volunteers = [volunteer.personId, ...others];
  await checkIdentities(deps, volunteers.slice(0, 12), b);
  const all = [volunteer, coordinator, officerA, officerB, chair, resident, operator];
  return {
    signIns: all.map(({ signIn }) => signIn),
    posters,
    officerB: b,
    residents: [resident.personId, ...residents],
    volunteers,
  };
}

async function addUnits(
  deps: Deps,
  community: DemoCommunity,
  coordinatorId: string,
): Promise<Record<Exclude<Poster, 'committee'>, Staff>> {
  const made: Partial<Record<Poster, Staff>> = {};
  for (const [key, { name, kind }] of Object.entries(units) as [
    Exclude<Poster, 'committee'>,
    (typeof units)['team'],
  ][]) {
    const id = newId();
    const createdAt = deps.clock.now();
    await deps.prisma.organisation.create({
      data: {
        id,
        name,
        kind,
        status: 'verified',
        communityId: community.id,
        sponsorCommunityId: community.id,
        inChargePersonId: coordinatorId,
        isDemo: true,
        createdAt,
      },
    });
    await deps.prisma.admission.create({
      data: { organisationId: id, communityId: community.id, admittedAt: createdAt },
    });
    const [staff] = await addStaff(deps, [
      { personId: coordinatorId, role: 'coordinator', organisationId: id },
    ]);
    if (staff) made[key] = staff;
  }
  return made as Record<Exclude<Poster, 'committee'>, Staff>;
}

async function addResidents(deps: Deps, town: Town, names: readonly string[]): Promise<string[]> {
  const rows = names.map((displayName) => ({
    id: newId(),
    displayName,
    homeCommunityId: town.communityId,
    locale: town.locale,
    isDemo: true,
    createdAt: deps.clock.now(),
  }));
  await deps.prisma.person.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** Some volunteers have shown their papers, so that they may see help in private homes. */
async function checkIdentities(deps: Deps, personIds: readonly string[], officer: Staff): Promise<void> {
  const { personId: checkedById, organisationId } = officer;
  await deps.prisma.$transaction(async (tx) => {
    for (const personId of personIds) {
      const check = { personId, checkedById, organisationId, documentKind: 'demo', lastFour: '0000' };
      await addIdentityCheck(tx, deps, check);
    }
  }, patience);
}

async function serveRecentDays(deps: Deps, random: Random, people: People): Promise<void> {
  const tasks = await deps.prisma.task.findMany({
    where: { need: { community: { slug: home } }, endsAt: { lt: deps.clock.now() } },
    include: { need: { select: { organisationId: true } } },
    orderBy: { startsAt: 'asc' },
  });
  const runners = new Map(Object.values(people.posters).map((staff) => [staff.organisationId, staff]));
  const [known = '', ...others] = people.volunteers;
  const deal = dealFates(deps.clock.now(), known);
  const days: Day[] = [];
  for (const [position, task] of tasks.entries()) {
    const runs = runners.get(task.need.organisationId ?? '');
    if (!runs) continue;
    const helpers = pickSome(random, others, 2 + Math.floor(random() * 3));
    if (position % knownEvery === 0) helpers.unshift(known);
    const dealt = deal(helpers.slice(0, task.maximumPlaces), task.endsAt);
    days.push({ task, staff: { runs, verifies: people.officerB }, helpers: dealt });
  }
  await serveDays(deps, random, days);
}

/** Sign-ups for what runs now and for what comes; of those who ask to help at home, some are accepted. */
async function claimAhead(deps: Deps, random: Random, people: People): Promise<void> {
  const now = deps.clock.now();
  const tasks = await deps.prisma.task.findMany({
    where: { need: { community: { slug: home } }, isOpen: true, endsAt: { gt: now } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  });
  const [known = '', ...others] = people.volunteers;
  let mine = 0;
  for (const [position, task] of tasks.entries()) {
    const moment = new Date(Math.min(now.getTime(), task.startsAt.getTime() - 6 * 3_600_000));
    const helpers = task.needsApproval ? others.slice(0, 11) : others;
    const wanted = position % 5 === 4 ? 0 : Math.min(task.maximumPlaces, 1 + Math.floor(random() * 4));
    await tryClaims(deps, pickSome(random, helpers, wanted), task.id, moment);
    const suits = !task.needsApproval && mine < 3 && task.maximumPlaces > wanted;
    if (suits && (await tryClaims(deps, [known], task.id, moment)) > 0) mine += 1;
  }
  const [asked] = await deps.prisma.claim.findMany({
    where: { state: 'requested' },
    orderBy: { createdAt: 'asc' },
    take: 1,
  });
  if (asked) await decideClaim(deps, asStaff(people.posters.committee), { claim: asked.id, approve: true });
}

/**
 * Two tasks that are full: for one the volunteer to sign in as is second in line, of the other they were first, and are offered the
 * place that somebody gave back.
 */
async function waitAhead(deps: Deps, { volunteers }: People): Promise<void> {
  const [known = '', ...others] = volunteers;
  const mine = await deps.prisma.claim.findMany({
    where: { personId: known, endsAt: { gt: deps.clock.now() } },
    select: { startsAt: true, endsAt: true },
  });
  const tasks = await deps.prisma.task.findMany({
    where: {
      need: { community: { slug: home }, kind: 'activity' },
      isOpen: true,
      needsApproval: false,
      minimumAge: null,
      maximumPlaces: { lte: 6 },
      skills: { none: { required: true } },
      startsAt: { gt: new Date(deps.clock.now().getTime() + 2 * day) },
      // None that overlaps with what they do already.
      NOT: mine.map(({ startsAt, endsAt }) => ({ startsAt: { lt: endsAt }, endsAt: { gt: startsAt } })),
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: 2,
  });
  for (const [position, { id: task }] of tasks.entries()) {
    for (const personId of others) await tryClaim(deps, personId, task);
    const join = (personId: string) => tryJoin(deps, personId, task);
    if (position === 1) await join(known);
    for (const personId of others) if (await join(personId)) break;
    if (position === 0) await join(known);
    const given = await deps.prisma.claim.findFirst({ where: { taskId: task, state: 'confirmed' } });
    if (position === 1 && given?.personId)
      await withdrawClaim(deps, asPerson(given.personId), { claim: given.id });
  }
}
