import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { importNeeds } from '~/server/modules/needs/import-needs';
import { guessMapping } from '~/server/modules/needs/import/fields';
import { previewImport } from '~/server/modules/needs/preview-import';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { system } from '~/server/policy/actor';
import { at, type Staff } from './acting';
import { keepDesk } from './care';
import { communityOf, type DemoCommunity } from './communities';
import { readRows } from './files';
import { handOverAhead } from './hand-over';
import { movedFile, moveDay, weeksToMove } from './nyc-file';
import { addNycCommunities } from './nyc-communities';
import { addAccount, addStaff, addVolunteers, type DemoSignIn, type Town } from './people';
import { dealFates } from './fates';
import { repeatOne } from './series';
import { pickSome, seeded, type Random } from './random';
import { serveDays, tryClaims, type Day } from './serve';
import { profileOf } from './profile';

/** The district whose committee the demo shows: the one with most needs. */
const home = 'manhattan-5';
const homeName = 'Manhattan Community District 5';
const timeZone = 'America/New_York';
const sourceSystem = 'nyc-service';
const daysOfPast = 70;
/** So many days of service are enough to look at. */
const mostDaysServed = 16;
/** The last of them drew many people, so that a queue waits for the committee. */
const busyDays = 4;
/** So many of them the volunteer to sign in as took part in. */
const mostDaysOfKnown = 8;
const day = 86_400_000;

/** Units whose coordinator can be signed in as; real organisations of the data, acted for by invented people. */
const coordinated = [
  'Community Service Society/Retired & Senior Volunteer Program (RSVP)',
  'Street Project',
  'Girls Write Now',
];

/** New York: the city's own data through the import that committees use, with demo people around it. */
export async function loadNyc(
  deps: Deps,
  passwordHash: string,
  skillIds: ReadonlyMap<string, string>,
): Promise<{ weeksMoved: number; signIns: DemoSignIn[] }> {
  const random = seeded(2011);
  const now = deps.clock.now();
  const past = at(deps, new Date(now.getTime() - daysOfPast * day));
  const communities = await addNycCommunities(past);
  const district = communityOf(communities, home);
  const town: Town = { communityId: district.id, communityName: homeName, locale: 'en', passwordHash };

  const rows = readRows('nyc/volunteer_opportunities.csv');
  const weeksMoved = weeksToMove(rows, now);
  const recent = rows.filter(({ end_date }) => {
    const left = Date.parse(moveDay(end_date, weeksMoved)) - now.getTime();
    return left < 0 && left > -daysOfPast * day;
  });
  // What happened in the weeks before: the needs that have ended since, imported when they were open.
  const city = communityOf(communities, 'nyc');
  await importFile(past, city, movedFile(recent, weeksMoved));

  const { signIns, staff, volunteers } = await addPeople(past, town, random, communities, district, skillIds);
  await serveRecentDays(deps, random, district, staff, volunteers);
  await settleNeeds(deps);
  await importFile(deps, city, movedFile(rows, weeksMoved));
  const runs = [...staff.coordinators.values()].filter(({ personId }) => personId === staff.coordinator);
  await repeatOne(deps, runs, timeZone);
  await claimAhead(deps, random, district, volunteers);
  await handOverAhead(deps, district.id, volunteers[0] ?? '');
  await keepDesk(deps, { town, timeZone, officer: staff.officerB, known: volunteers[0] ?? '' });
  return { weeksMoved, signIns };
}

async function importFile(deps: Deps, city: DemoCommunity, content: string): Promise<void> {
  const actor = system('import');
  const { importId } = await previewImport(deps, actor, {
    communityId: city.id,
    fileName: 'volunteer_opportunities.csv',
    content,
    sourceSystem,
    trustOrganisations: true,
  });
  const headings = content.slice(0, content.indexOf('\n')).split(',');
  await importNeeds(deps, actor, { importId, sheet: null, headerRow: 1, mapping: guessMapping(headings) });
  const done = await deps.prisma.import.findUniqueOrThrow({ where: { id: importId } });
  const { rowsRead, rowsCreated, rowsUnchanged, rowsRefused } = done;
  deps.log.info({ rowsRead, rowsCreated, rowsUnchanged, rowsRefused }, 'Imported the needs of New York');
}

interface People {
  readonly signIns: DemoSignIn[];
  readonly staff: {
    readonly coordinators: Map<string, Staff>;
    /** The coordinator who can be signed in as. */
    readonly coordinator: string;
    readonly officerB: Staff;
  };
  /** The one who can be signed in as stands first. */
  readonly volunteers: string[];
}

async function addPeople(
  deps: Deps,
  town: Town,
  random: Random,
  communities: ReadonlyMap<string, DemoCommunity>,
  district: DemoCommunity,
  skillIds: ReadonlyMap<string, string>,
): Promise<People> {
  const account = (name: string, email: string, role: string, isOperator = false) =>
    addAccount(deps, town, { name, email, role, isOperator });
  const volunteer = await account('Demo Volunteer 001', 'volunteer@nyc.example', 'volunteer');
  const coordinator = await account('Demo Coordinator', 'coordinator@nyc.example', 'coordinator');
  const officerA = await account('Demo Officer A', 'officer-a@nyc.example', 'officer');
  const officerB = await account('Demo Officer B', 'officer-b@nyc.example', 'officer');
  const chair = await account('Demo Chair', 'chair@nyc.example', 'chair');
  const resident = await account('Demo Resident', 'resident@nyc.example', 'resident');
  const operator = await account('Demo Operator', 'operator@nyc.example', 'operator', true);

  const committee = { organisationId: district.committeeId ?? '', communityIds: [district.id] };
  const [verifier] = await addStaff(deps, [
    { ...committee, personId: officerB.personId, role: 'officer' },
    { ...committee, personId: officerA.personId, role: 'officer' },
    { ...committee, personId: chair.personId, role: 'chair' },
  ]);
  if (!verifier) throw new Error('The demo has no officer to verify hours');
  const units = await deps.prisma.organisation.findMany({
    where: { sourceSystem },
    select: { id: true, name: true },
  });
  const coordinators = await addCoordinators(deps, town, units, coordinator.personId);
  const homes = [...communities]
    .filter(([slug]) => /^manhattan-\d$/.test(slug))
    .map(([, community]) => community);
  const others = await addVolunteers(deps, town, random, {
    count: 239,
    nameOf: (number) => `Demo Volunteer ${String(number + 1).padStart(3, '0')}`,
    homes: [district, district, ...homes],
    languages: [['en'], ['en'], ['en', 'es'], ['en', 'zh'], ['en', 'fr'], ['en', 'zh', 'yue']],
    skillIds: [...skillIds.values()],
  });
  await profileOf(deps, volunteer.personId, district, {
    birthDate: '1988-10-23',
    about: 'I like being useful near home at weekends.',
    languages: ['en', 'es'],
    skillIds: ['tutoring', 'work-in-teams', 'language-spanish'].flatMap((key) => skillIds.get(key) ?? []),
  });
  const all = [volunteer, coordinator, officerA, officerB, chair, resident, operator];
  return {
    signIns: all.map(({ signIn }) => signIn),
    staff: { coordinators, coordinator: coordinator.personId, officerB: verifier },
    volunteers: [volunteer.personId, ...others],
  };
}

/** Every unit with a recent day has somebody who ran it; the one to sign in as runs several. By the unit's id. */
async function addCoordinators(
  deps: Deps,
  town: Town,
  units: readonly { readonly id: string; readonly name: string }[],
  signInAs: string,
): Promise<Map<string, Staff>> {
  const posts = units.map(({ id, name }) => ({
    personId: coordinated.includes(name) ? signInAs : newId(),
    role: 'coordinator' as const,
    organisationId: id,
    name,
  }));
  await deps.prisma.person.createMany({
    data: posts
      .filter(({ personId }) => personId !== signInAs)
      .map(({ personId, name }) => ({
        id: personId,
        displayName: `Demo Coordinator (${name})`.slice(0, 80),
        homeCommunityId: town.communityId,
        isDemo: true,
        createdAt: deps.clock.now(),
      })),
  });
  const staff = await addStaff(deps, posts);
  return new Map(staff.map((each) => [each.organisationId, each]));
}

async function serveRecentDays(
  deps: Deps,
  random: Random,
  district: DemoCommunity,
  staff: People['staff'],
  volunteers: readonly string[],
): Promise<void> {
  const tasks = await deps.prisma.task.findMany({
    where: { need: { communityId: district.id, sourceSystem }, endsAt: { lt: deps.clock.now() } },
    include: { need: { select: { organisationId: true } } },
    orderBy: { startsAt: 'asc' },
  });
  const [known = '', ...others] = volunteers;
  const deal = dealFates(deps.clock.now(), known);
  const days: Day[] = [];
  const served = tasks.slice(-mostDaysServed);
  for (const [position, task] of served.entries()) {
    const runs = staff.coordinators.get(task.need.organisationId ?? '');
    if (!runs) continue;
    const many = position >= served.length - busyDays ? 8 : 3;
    const people = pickSome(random, others, many + Math.floor(random() * 4));
    if (position < mostDaysOfKnown) people.unshift(known);
    const helpers = deal(people.slice(0, task.maximumPlaces), task.endsAt);
    days.push({ task, staff: { runs, verifies: staff.officerB }, helpers });
  }
  await serveDays(deps, random, days);
}

/** So many of the city's next tasks have people already. */
const tasksClaimed = 200;
/** A task with fewer places than this may be full. */
const fewPlaces = 8;

/** Sign-ups for what comes, so that some tasks are full, most have people and a few are short of them. */
async function claimAhead(
  deps: Deps,
  random: Random,
  district: DemoCommunity,
  volunteers: readonly string[],
): Promise<void> {
  const now = deps.clock.now();
  const tasks = await deps.prisma.task.findMany({
    where: { need: { sourceSystem }, isOpen: true, startsAt: { gt: now } },
    include: { need: { select: { communityId: true } } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: tasksClaimed,
  });
  const [known = '', ...others] = volunteers;
  let mine = 0;
  for (const task of tasks) {
    const wanted = Math.min(task.maximumPlaces, placesWanted(random));
    await tryClaims(deps, pickSome(random, others, wanted), task.id, now);
    const near = task.need.communityId === district.id && task.maximumPlaces > wanted;
    if (near && mine < 3 && (await tryClaims(deps, [known], task.id, now)) > 0) mine += 1;
  }
}

/** One task in six has nobody yet, one in six is full where it has few places, the others have one to five people. */
function placesWanted(random: Random): number {
  const drawn = random() * 6;
  if (drawn < 1) return 0;
  return drawn < 2 ? fewPlaces : 1 + Math.floor(random() * 5);
}
