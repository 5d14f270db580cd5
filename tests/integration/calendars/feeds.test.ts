import ICAL from 'ical.js';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CalendarKind } from '~/generated/prisma/enums';
import { encodeId, newId } from '~/server/database/id';
import { makeCalendarFeed } from '~/server/modules/calendars/make-calendar-feed';
import { findCalendarFeed } from '~/server/modules/calendars/queries';
import { readCalendarFeed } from '~/server/modules/calendars/read-calendar-feed';
import { revokeCalendarFeed } from '~/server/modules/calendars/revoke-calendar-feed';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { issueSlip, readSlip } from '~/server/modules/identity/issue-slip';
import { signIn } from '~/server/modules/identity/sign-in';
import type { Actor } from '~/server/policy/actor';
import { parseInput } from '~/server/policy/parse-input';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createScene, type Scene } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTask } from '~/tests/factories/task';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
let clock: TestClock;
let deps: ReturnType<typeof testDeps>;

const day = 86_400_000;
const inDays = (days: number) => new Date(clock.now().getTime() + days * day);

let scene: Scene;
let volunteer: SignedIn;

beforeEach(async () => {
  clock = new TestClock();
  deps = testDeps(database, { clock });
  scene = await createScene(prisma, {
    need: { title: 'Serve lunch', placeName: 'Community hall', bring: 'An apron; gloves, too' },
    task: { title: 'Cook', startsAt: inDays(3), endsAt: new Date(inDays(3).getTime() + 2 * 3_600_000) },
  });
  volunteer = await createSignedIn(deps, {}, { person: { homeCommunityId: scene.community.id } });
  await acceptTerms(volunteer.personId);
});

const acceptTerms = (personId: string) =>
  prisma.consent.create({
    data: { id: newId(), personId, purpose: 'terms', textVersion: '1', form: 'screen', givenById: personId },
  });

const tokenOf = (address: string) => address.replace(/^.*\/(.*)\.ics$/, '$1');

async function make(actor: Actor, kind: CalendarKind, locale: 'en' | 'zh-CN' = 'en') {
  const made = await makeCalendarFeed(deps, actor, { kind }, locale);
  return { ...made, token: tokenOf(made.address) };
}

/** The text behind a secret; null when nothing is there. */
const read = (token: string) => readCalendarFeed(deps, token, newId());

/** What a calendar program makes of a feed. */
async function entriesOf(token: string) {
  const text = await read(token);
  if (text === null) throw new Error('Nothing is at this address');
  return new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, description, location, sequence, startDate } = new ICAL.Event(component);
    const value = (name: string) => String(component.getFirstPropertyValue(name));
    return {
      ...{ uid, summary, description, location, sequence },
      startsAt: startDate.toJSDate(),
      status: value('status'),
      url: value('url'),
      modified: value('last-modified'),
    };
  });
}

const only = async (token: string) => {
  const entries = await entriesOf(token);
  expect(entries).toHaveLength(1);
  return entries[0]!;
};

describe("one's own tasks", () => {
  test('a task appears once it is claimed, with when, where, what to bring and where to see the rest', async () => {
    const { token } = await make(volunteer.actor, 'person');
    expect(await entriesOf(token)).toEqual([]);
    await claimTask(deps, volunteer.actor, { task: scene.task.id });
    expect(await only(token)).toMatchObject({
      uid: `person-${scene.task.id}@linli`,
      summary: 'Cook · Serve lunch',
      location: 'Community hall, Riverside',
      status: 'CONFIRMED',
      startsAt: scene.task.startsAt,
      url: `http://localhost:3000/needs/${encodeId('Need', scene.need.id)}`,
    });
    expect((await only(token)).description).toContain('An apron; gloves, too');
  });

  test('each change raises the sequence and moves the last change, and nothing else does', async () => {
    const { token } = await make(volunteer.actor, 'person');
    const { task } = scene;
    await claimTask(deps, volunteer.actor, { task: task.id });
    const seen = [await only(token)];
    const text = await read(token);
    clock.advance(30);
    expect(await read(token)).toBe(text);

    const changes = [
      () => editNeed({ placeName: 'East gate' }),
      async () => withdrawClaim(deps, volunteer.actor, { claim: await liveClaim() }),
      () => claimTask(deps, volunteer.actor, { task: task.id }),
      () => cancelNeed(deps, scene.coordinator, { id: scene.need.id, reason: 'Storm' }),
    ];
    for (const change of changes) {
      clock.advance(10);
      await change();
      seen.push(await only(token));
    }
    expect(seen.map(({ status }) => status)).toEqual([
      'CONFIRMED',
      'CONFIRMED',
      'CANCELLED',
      'CONFIRMED',
      'CANCELLED',
    ]);
    expect(seen[1]?.location).toBe('East gate, Riverside');
    expect(seen[4]?.summary).toBe('Cancelled: Cook · Serve lunch');
    expect(new Set(seen.map(({ uid }) => uid)).size).toBe(1);
    for (const [at, entry] of seen.entries()) {
      const before = seen[at - 1];
      if (!before) continue;
      expect(entry.sequence).toBeGreaterThan(before.sequence);
      expect(entry.modified > before.modified).toBe(true);
    }
  });

  test('what waits for a yes is tentative until it is given', async () => {
    await prisma.task.update({ where: { id: scene.task.id }, data: { needsApproval: true } });
    const { token } = await make(volunteer.actor, 'person', 'zh-CN');
    await claimTask(deps, volunteer.actor, { task: scene.task.id });
    expect(await only(token)).toMatchObject({ status: 'TENTATIVE', summary: '待确认：Cook · Serve lunch' });
    await decideClaim(deps, scene.coordinator, { claim: await liveClaim(), approve: true, reason: null });
    expect(await only(token)).toMatchObject({ status: 'CONFIRMED', summary: 'Cook · Serve lunch' });
  });

  test('what is off stays for 30 days to be noticed, what was done for 90', async () => {
    const { token } = await make(volunteer.actor, 'person');
    const done = await createTask(prisma, { needId: scene.need.id, title: 'Done', startsAt: inDays(-20) });
    await createClaim(prisma, done, { personId: volunteer.personId, state: 'attended' });
    await prisma.task.update({
      where: { id: scene.task.id },
      data: { startsAt: inDays(60), endsAt: inDays(60.1) },
    });
    await claimTask(deps, volunteer.actor, { task: scene.task.id });
    await cancelNeed(deps, scene.coordinator, { id: scene.need.id, reason: 'Storm' });
    const states = async () => (await entriesOf(token)).map(({ status }) => status);
    expect(await states()).toEqual(['CONFIRMED', 'CANCELLED']);
    clock.advance(29 * 24 * 60);
    expect(await states()).toEqual(['CONFIRMED', 'CANCELLED']);
    clock.advance(2 * 24 * 60);
    expect(await states()).toEqual(['CONFIRMED']);
    clock.advance(40 * 24 * 60);
    expect(await states()).toEqual([]);
  });

  test('of a private home it shows the area and a link, and of any help no title', async () => {
    const served = await createPerson(prisma, { displayName: 'Canary Person' });
    const helpAt = async (placeKind: 'private_home' | 'unit') => {
      const need = await createNeed(prisma, {
        communityId: scene.community.id,
        organisationId: scene.committee.id,
        kind: 'help',
        placeKind,
        title: 'Canary title',
        summary: 'Canary summary',
        bring: 'Canary bring',
        placeName: 'Canary place',
        servedPersonId: served.id,
      });
      await prisma.address.create({
        data: {
          id: newId(),
          needId: need.id,
          area: 'Canary area',
          building: 'Canary house',
          door: 'Canary 402',
        },
      });
      const startsAt = inDays(placeKind === 'unit' ? 5 : 4);
      const task = await createTask(prisma, { needId: need.id, title: 'Canary task', startsAt });
      return createClaim(prisma, task, { personId: volunteer.personId });
    };
    const [atHome] = [await helpAt('private_home'), await helpAt('unit')];
    const { token } = await make(volunteer.actor, 'person');
    const entries = await entriesOf(token);
    expect(entries).toMatchObject([
      {
        summary: 'Visit at a home',
        location: 'Riverside',
        url: `http://localhost:3000/visits/${encodeId('Claim', atHome.id)}`,
      },
      { summary: 'Help for a neighbour', location: 'Riverside' },
    ]);
    expect(await read(token)).not.toMatch(/canary/i);
  });

  test('nobody makes one of whom they act for', async () => {
    const principal = await createPerson(prisma);
    const proxy: Actor = {
      ...volunteer.actor,
      onBehalfOfId: principal.id,
      proxyScope: ['serve', 'hours', 'ask', 'data', 'judge', 'consent'],
      capacity: 'proxy',
    };
    expect(await refusalCodeOf(make(proxy, 'person'))).toBe('NOT_ALLOWED');
    const { feedId } = await make(volunteer.actor, 'person');
    expect(await refusalCodeOf(revokeCalendarFeed(deps, proxy, { id: feedId }))).toBe('NOT_ALLOWED');
    expect(await findCalendarFeed(deps, proxy, 'person')).toBeNull();
  });

  const liveClaim = async () =>
    (
      await prisma.claim.findFirstOrThrow({
        where: { personId: volunteer.personId, state: { in: ['confirmed', 'requested'] } },
      })
    ).id;

  async function editNeed(changes: Record<string, unknown>) {
    const need = await prisma.need.findUniqueOrThrow({ where: { id: scene.need.id } });
    const { task } = scene;
    const input = {
      id: encodeId('Need', need.id),
      version: need.version,
      community: encodeId('Community', need.communityId),
      title: need.title,
      summary: need.summary,
      bring: need.bring,
      placeKind: 'public',
      tasks: [
        {
          id: encodeId('Task', task.id),
          title: task.title,
          startsAt: task.startsAt,
          endsAt: task.endsAt,
          minimumPlaces: task.minimumPlaces,
          maximumPlaces: task.maximumPlaces,
        },
      ],
      ...changes,
    };
    await postNeed(deps, scene.coordinator, parseInput(PostNeedInput, input, 'en'));
  }
});

describe("a unit's tasks, and a community's activities", () => {
  let coordinator: SignedIn;
  let officer: SignedIn;

  beforeEach(async () => {
    coordinator = await createSignedIn(deps, { organisationId: scene.organisation.id, role: 'coordinator' });
    officer = await createSignedIn(deps, { organisationId: scene.committee.id, role: 'officer' });
    const add = async (title: string, overrides: Partial<Parameters<typeof createNeed>[1]>) => {
      const need = await createNeed(prisma, {
        communityId: scene.community.id,
        organisationId: scene.organisation.id,
        title,
        ...overrides,
      });
      await createTask(prisma, { needId: need.id, title, startsAt: inDays(6) });
      return need;
    };
    await add('Draft', { status: 'draft' });
    await add('In review', { status: 'in_review', publishedAt: null });
    await add('At a home', { kind: 'help', placeKind: 'private_home' });
    await add('Accompany Mrs Canary', { kind: 'help', placeKind: 'unit', placeName: 'Canary clinic' });
    const below = await createCommunity(prisma, {
      parentId: scene.community.id,
      name: 'North grid',
      level: 'grid',
    });
    await add('Below', { communityId: below.id });
    const elsewhere = await createCommunity(prisma);
    const foreign = await createOrganisation(prisma, { communityId: elsewhere.id });
    await add('Elsewhere', { communityId: elsewhere.id, organisationId: foreign.id });
    const suspended = await createOrganisation(prisma, {
      communityId: scene.community.id,
      status: 'suspended',
    });
    await add('Suspended', { organisationId: suspended.id });
  });

  test('a unit reads what it has published, without private homes, each with a link to its roster', async () => {
    const { token } = await make(coordinator.actor, 'organisation');
    const entries = await entriesOf(token);
    expect(entries.map(({ summary }) => summary).sort()).toEqual([
      'Below',
      'Cook · Serve lunch',
      'Help for a neighbour',
    ]);
    expect(entries[0]?.url).toBe(
      `http://localhost:3000/organisation/tasks/${encodeId('Task', scene.task.id)}/roster`,
    );
    const text = await read(token);
    expect(text).not.toMatch(/canary/i);
    expect(text).toContain(`X-WR-CALNAME:${scene.organisation.name} · Linli`);
  });

  test('a community reads the open activities there and below, and no help', async () => {
    const { token } = await make(officer.actor, 'community');
    expect((await entriesOf(token)).map(({ summary }) => summary).sort()).toEqual([
      'Below',
      'Cook · Serve lunch',
    ]);
    expect(await read(token)).not.toContain('An apron');
  });

  test('what is called off is told as such, for thirty days', async () => {
    const [unit, community] = [
      await make(coordinator.actor, 'organisation'),
      await make(officer.actor, 'community'),
    ];
    await prisma.task.update({
      where: { id: scene.task.id },
      data: { startsAt: inDays(60), endsAt: inDays(60.1) },
    });
    await cancelNeed(deps, scene.coordinator, { id: scene.need.id, reason: 'Storm' });
    const cancelled = async (token: string) =>
      (await entriesOf(token)).filter(({ status }) => status === 'CANCELLED').map(({ summary }) => summary);
    for (const { token } of [unit, community])
      expect(await cancelled(token)).toEqual(['Cancelled: Cook · Serve lunch']);
    clock.advance(31 * 24 * 60);
    for (const { token } of [unit, community]) expect(await cancelled(token)).toEqual([]);
  });

  test('is for coordinators and officers alone', async () => {
    const member = await createSignedIn(deps, { organisationId: scene.organisation.id, role: 'member' });
    expect(await refusalCodeOf(make(member.actor, 'organisation'))).toBe('NOT_ALLOWED');
    expect(await refusalCodeOf(make(volunteer.actor, 'organisation'))).toBe('NOT_ALLOWED');
    expect(await refusalCodeOf(make(coordinator.actor, 'community'))).toBe('NOT_ALLOWED');
  });

  test.each([
    ['the role ended', () => endMembership({ endedAt: clock.now() })],
    ['the role became a smaller one', () => endMembership({ role: 'member' })],
    [
      'the unit was suspended',
      () =>
        prisma.organisation.update({ where: { id: scene.organisation.id }, data: { status: 'suspended' } }),
    ],
    [
      'the account was closed',
      () =>
        prisma.account.update({ where: { id: coordinator.accountId }, data: { disabledAt: clock.now() } }),
    ],
  ])('finds nothing any more at the next request when %s', async (_what, change) => {
    const { token } = await make(coordinator.actor, 'organisation');
    expect(await read(token)).not.toBeNull();
    await change();
    expect(await read(token)).toBeNull();
  });

  const endMembership = (data: { endedAt?: Date; role?: 'member' }) =>
    prisma.membership.update({ where: { id: coordinator.actor.membership?.id ?? '' }, data });
});

describe('the address', () => {
  test('is kept as a hash, shown once, and says when it was read', async () => {
    const { token, feedId, address } = await make(volunteer.actor, 'person');
    expect(address).toBe(`http://localhost:3000/calendar/${token}.ics`);
    const row = await prisma.calendarFeed.findUniqueOrThrow({ where: { id: feedId } });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(Buffer.from(row.tokenHash).toString('latin1')).not.toContain(token);
    expect(await findCalendarFeed(deps, volunteer.actor, 'person')).toMatchObject({
      id: feedId,
      lastReadAt: null,
    });
    await read(token);
    expect((await findCalendarFeed(deps, volunteer.actor, 'person'))?.lastReadAt).toEqual(clock.now());
  });

  test('stops when it is revoked or a new one is made, each with its row in the history', async () => {
    const first = await make(volunteer.actor, 'person');
    const second = await make(volunteer.actor, 'person');
    expect(await read(first.token)).toBeNull();
    expect(await read(second.token)).not.toBeNull();
    await revokeCalendarFeed(deps, volunteer.actor, { id: second.feedId });
    expect(await read(second.token)).toBeNull();
    expect(await findCalendarFeed(deps, volunteer.actor, 'person')).toBeNull();
    expect(await refusalCodeOf(revokeCalendarFeed(deps, volunteer.actor, { id: second.feedId }))).toBe(
      'ALREADY_DONE',
    );
    const history = await prisma.history.findMany({
      where: { subjectType: 'calendar_feed', subjectId: { in: [first.feedId, second.feedId] } },
      orderBy: { id: 'asc' },
    });
    expect(history.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ['calendar:made', first.feedId],
      ['calendar:revoked', first.feedId],
      ['calendar:made', second.feedId],
      ['calendar:revoked', second.feedId],
    ]);
  });

  test('leaves one when it is asked for many times at once', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => make(volunteer.actor, 'person')));
    const texts = await Promise.all(made.map(({ token }) => read(token)));
    expect(texts.filter((text) => text !== null)).toHaveLength(1);
  });

  test("is nobody else's to revoke", async () => {
    const { feedId, token } = await make(volunteer.actor, 'person');
    const other = await createSignedIn(deps);
    expect(await refusalCodeOf(revokeCalendarFeed(deps, other.actor, { id: feedId }))).toBe('NOT_FOUND');
    expect(await read(token)).not.toBeNull();
  });

  test('stops when the account is opened anew with a slip', async () => {
    const { token } = await make(volunteer.actor, 'person');
    const officer = await createMember(prisma, scene.committee, 'officer');
    const { slipId } = await issueSlip(deps, officer, { person: volunteer.personId });
    const slip = await readSlip(deps, officer, slipId);
    const client = { address: newId(), userAgent: null };
    await signIn(deps, volunteer.actor, { identifier: slip.memberNumber, secret: slip.code }, client);
    expect(await read(token)).toBeNull();
  });
});
