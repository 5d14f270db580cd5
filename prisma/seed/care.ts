import type { CareOutcome } from '~/generated/prisma/enums';
import { encodeId, newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { checkInMany, checkOutMany } from '~/server/modules/attendance/check-many';
import { addCarePair } from '~/server/modules/care/add-pair';
import { addToCareList } from '~/server/modules/care/add-to-list';
import { AddToCareListInput } from '~/server/modules/care/input';
import { planAllVisits } from '~/server/modules/care/plan-all';
import { reportVisit } from '~/server/modules/care/report-visit';
import { dayAt, daysLater } from '~/server/modules/communities/days';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { addIdentityCheck } from '~/server/modules/contact/add-identity-check';
import { findIdentityChecks } from '~/server/modules/contact/queries';
import { saveHome } from '~/server/modules/contact/save-address';
import { TakeDownInput } from '~/server/modules/intake/input';
import { takeDownRequest } from '~/server/modules/intake/take-down-request';
import { parseInput } from '~/server/policy/parse-input';
import { asPerson, asStaff, at, patience, type Staff } from './acting';
import { prepareHome } from './home-visits';
import type { Town } from './people';

const day = 86_400_000;

/** A committee's desk in the demo: who takes calls and keeps the care list, and the volunteer to sign in as. */
export interface Desk {
  readonly town: Town;
  readonly timeZone: string;
  readonly officer: Staff;
  readonly known: string;
}

interface Words {
  readonly residents: readonly string[];
  readonly building: string;
  readonly needs: string;
  readonly helpAtHome: string;
  readonly complaint: string;
  readonly question: string;
  readonly answer: string;
  readonly passedOn: string;
  readonly passedOnTo: string;
  readonly refused: string;
  readonly whyRefused: string;
}

const words: Record<Town['locale'], Words> = {
  'zh-CN': {
    residents: ['演示居民何奶奶', '演示居民罗爷爷', '演示居民吴奶奶', '演示居民邓爷爷'],
    building: '3栋',
    needs: '厨房的灯不亮了，想请人换灯泡',
    helpAtHome: '下周想请人陪着去社区医院量血压',
    complaint: '楼道里堆了杂物，走路不方便',
    question: '社区食堂几点开门',
    answer: '每天十一点开门，老人优先。',
    passedOn: '想办理公交老年卡',
    passedOnTo: '街道政务服务中心',
    refused: '请人代写保证书',
    whyRefused: '不属于志愿服务范围，已建议咨询社区律师。',
  },
  en: {
    residents: ['Demo Resident Ada', 'Demo Resident Bruno', 'Demo Resident Clara', 'Demo Resident Dario'],
    building: '240 West Street',
    needs: 'The kitchen light is out; somebody to change the bulb',
    helpAtHome: 'Somebody to walk along to the clinic next week',
    complaint: 'Boxes stand in the stairway, and it is hard to pass',
    question: 'When the lunch club opens',
    answer: 'At noon, every day but Sunday.',
    passedOn: 'How to get a reduced fare card',
    passedOnTo: 'City services, 311',
    refused: 'Somebody to sign a lease for them',
    whyRefused: 'Nothing that volunteers may do; the legal aid desk was named.',
  },
};

/**
 * Somebody on the care list, how often they are visited, by how many, and what came of the last visits, the latest last; null where
 * whoever went has yet to tell it.
 */
interface Life {
  readonly level: 'general' | 'close' | 'special';
  readonly interval: 'weekly' | 'monthly';
  readonly firstDaysAgo: number;
  readonly consentDays: number;
  readonly pairs: number;
  readonly attends: boolean;
  readonly outcomes: readonly (CareOutcome | null)[];
}

const lives: readonly Life[] = [
  {
    level: 'close',
    interval: 'weekly',
    firstDaysAgo: 20,
    consentDays: 200,
    pairs: 2,
    attends: true,
    outcomes: ['well', 'needs_something', null],
  },
  {
    level: 'special',
    interval: 'weekly',
    firstDaysAgo: 15,
    consentDays: 150,
    pairs: 2,
    attends: true,
    outcomes: ['well', 'well', 'not_reached'],
  },
  {
    level: 'general',
    interval: 'weekly',
    firstDaysAgo: 10,
    consentDays: 30,
    pairs: 1,
    attends: false,
    outcomes: [],
  },
  {
    level: 'general',
    interval: 'monthly',
    firstDaysAgo: 0,
    consentDays: 300,
    pairs: 0,
    attends: false,
    outcomes: [],
  },
];

/** Residents with what helpers need at their homes, regular visits of the last weeks, and a request by each channel with each outcome, by the use cases themselves. */
export async function keepDesk(deps: Deps, desk: Desk): Promise<void> {
  const residents = await moveIn(deps, desk);
  for (const person of residents) await prepareHome(deps, desk.officer, person, desk.town.locale);
  const volunteers = await findVolunteers(deps, desk);
  const began = new Date(deps.clock.now().getTime() - 21 * day);
  const today = dayAt(deps.clock.now(), desk.timeZone);
  const entries: { entryId: string; life: Life }[] = [];
  for (const [index, life] of lives.entries()) {
    const then = at(deps, began);
    const input = parseInput(
      AddToCareListInput,
      {
        person: encodeId('Person', residents[index] ?? ''),
        level: life.level,
        interval: life.interval,
        startsOn: daysLater(today, -life.firstDaysAgo),
        startMinute: 9 * 60 + 30 + index * 45,
        durationMinutes: 30,
        consent: {
          form: index === 2 ? 'paper' : 'spoken',
          reviewOn: daysLater(today, life.consentDays - 21),
        },
      },
      'en',
    );
    const { entryId } = await addToCareList(then, asStaff(desk.officer), input);
    const pairs = index === 0 ? [desk.known, ...volunteers] : volunteers.slice(index * 2);
    for (const volunteer of pairs.slice(0, life.pairs))
      await addCarePair(then, asStaff(desk.officer), { entry: entryId, volunteer });
    entries.push({ entryId, life });
  }
  await planAllVisits(at(deps, new Date(began.getTime() + 12 * day)));
  await planAllVisits(deps);
  for (const { entryId, life } of entries) await liveThrough(deps, desk, entryId, life);
  await takeCalls(deps, desk, residents);
}

async function moveIn(deps: Deps, { town }: Desk): Promise<string[]> {
  const { residents, building } = words[town.locale];
  const rows = residents.map((displayName) => ({
    id: newId(),
    displayName,
    homeCommunityId: town.communityId,
    locale: town.locale,
    isDemo: true,
    createdAt: deps.clock.now(),
  }));
  await deps.prisma.person.createMany({ data: rows });
  await deps.prisma.$transaction(async (tx) => {
    for (const [index, { id: personId }] of rows.entries()) {
      await keepContactPoint(tx, deps, { personId, kind: 'phone', value: `+1 212 555 01${60 + index}` });
      await saveHome(tx, personId, { area: town.communityName, building, door: `${index + 2}02` });
    }
  }, patience);
  return rows.map(({ id }) => id);
}

/** Volunteers of the community who have shown their papers; some show them now. */
async function findVolunteers(deps: Deps, { town, officer, known }: Desk): Promise<string[]> {
  const rows = await deps.prisma.person.findMany({
    where: { homeCommunityId: town.communityId, profile: { isNot: null }, id: { not: known } },
    orderBy: { displayName: 'desc' },
    take: 6,
    select: { id: true },
  });
  const ids = rows.map(({ id }) => id);
  const began = at(deps, new Date(deps.clock.now().getTime() - 30 * day));
  const everyone = [known, ...ids];
  const checks = await findIdentityChecks(began, everyone);
  await deps.prisma.$transaction(async (tx) => {
    for (const personId of everyone.filter((_, index) => checks[index] === null))
      await addIdentityCheck(tx, began, {
        personId,
        checkedById: officer.personId,
        organisationId: officer.organisationId,
        documentKind: 'demo',
        lastFour: '0000',
      });
  }, patience);
  return ids;
}

/** The visits of an entry until now: who went is checked in and out, and tells how it was. */
async function liveThrough(deps: Deps, { officer }: Desk, entryId: string, life: Life): Promise<void> {
  const visits = await deps.prisma.careVisit.findMany({ where: { entryId }, orderBy: { dueOn: 'asc' } });
  const past = [];
  for (const visit of visits) {
    const task = visit.taskId
      ? await deps.prisma.task.findUniqueOrThrow({ where: { id: visit.taskId }, include: { claims: true } })
      : null;
    if (task && task.endsAt < deps.clock.now()) past.push({ visit, task });
  }
  for (const [index, { visit, task }] of past.slice(-life.outcomes.length || past.length).entries()) {
    const claims = task.claims.filter(({ state }) => state === 'confirmed');
    const ids = claims.map(({ id }) => id);
    if (life.attends && ids.length > 0) {
      await checkInMany(at(deps, task.startsAt), asStaff(officer), { claims: ids });
      await checkOutMany(at(deps, task.endsAt), asStaff(officer), { claims: ids });
    }
    const outcome = life.outcomes[index];
    const teller = claims[0]?.personId;
    if (!outcome) continue;
    const needs = outcome === 'needs_something' ? words[await localeOf(deps, entryId)].needs : null;
    await reportVisit(at(deps, task.endsAt), teller ? asPerson(teller) : asStaff(officer), {
      visit: visit.id,
      outcome,
      needs,
      channel: null,
    });
  }
}

async function localeOf(deps: Deps, entryId: string): Promise<Town['locale']> {
  const { personId } = await deps.prisma.careEntry.findUniqueOrThrow({ where: { id: entryId } });
  const { locale } = await deps.prisma.person.findUniqueOrThrow({ where: { id: personId } });
  return locale === 'zh-CN' ? 'zh-CN' : 'en';
}

/** Requests that came by every channel, with every outcome a worker can give. */
async function takeCalls(deps: Deps, { town, officer }: Desk, residents: readonly string[]): Promise<void> {
  const say = words[town.locale];
  const now = deps.clock.now().getTime();
  const who = (index: number) => ({ person: encodeId('Person', residents[index] ?? '') });
  const calls = [
    {
      channel: 'phone',
      requester: who(0),
      subject: say.helpAtHome,
      outcome: 'need',
      consent: true,
      wishedFrom: new Date(now + 6 * day),
      wishedUntil: new Date(now + 6 * day + 2 * 3_600_000),
    },
    {
      channel: 'desk',
      requester: who(1),
      subject: say.complaint,
      outcome: 'complaint',
      dueAt: new Date(now + 5 * day),
    },
    {
      channel: 'phone',
      requester: who(2),
      subject: say.question,
      outcome: 'answered',
      outcomeNote: say.answer,
      callBackAt: new Date(now + 3 * 3_600_000),
    },
    {
      channel: 'paper',
      paperNumber: 'A-017',
      requester: who(3),
      subject: say.passedOn,
      outcome: 'passed_on',
      passedOnTo: say.passedOnTo,
    },
    {
      channel: 'visit',
      requester: who(1),
      subject: say.refused,
      outcome: 'refused',
      outcomeNote: say.whyRefused,
    },
  ];
  for (const [index, call] of calls.entries())
    await takeDownRequest(
      at(deps, new Date(now - (calls.length - index) * 5 * 3_600_000)),
      asStaff(officer),
      parseInput(TakeDownInput, call, 'en'),
    );
}
