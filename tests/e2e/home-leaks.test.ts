import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import routes from '~/app/routes';
import { encodeId, newId } from '~/server/database/id';
import { schema } from '~/server/graphql/schema';
import { addIdentityCheck } from '~/server/modules/contact/add-identity-check';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { saveHome } from '~/server/modules/contact/save-address';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { takeDownRequest } from '~/server/modules/intake/take-down-request';
import { endProxy } from '~/server/modules/proxies/end-proxy';
import type { Actor } from '~/server/policy/actor';
import { proxyScopes } from '~/server/policy/proxy-scope';
import { createClaimant } from '~/tests/factories/claim';
import { createMember } from '~/tests/factories/actor';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { openSite } from '~/tests/helpers/e2e-site';
import { addressesOf, askEverything, readPages, type Intruder, type Read } from '~/tests/helpers/every-path';
import { LiveClient } from '~/tests/helpers/live-client';
import { createNeighbourhood, hoursAhead, minutesAfter } from '~/tests/helpers/neighbourhood';
import { signInAs } from '~/tests/helpers/sign-in-as';

interface Line {
  readonly msg: string;
  readonly ids?: string[];
  readonly accountId?: string | null;
}

const lines: string[] = [];
const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
const site = await openSite({ log });
const { prisma } = site;

/** What must reach nobody here. Each stands nowhere else. */
const secrets = {
  door: 'Flat Q1507',
  phone: '2125550177',
  served: 'Quilla Quarry',
  lonely: 'lives alone',
  dog: 'a dog named Zorrito',
  callerPhone: '2125550188',
} as const;
const building = 'Harbour Tower Q';
/** Parts of them to search by. */
const parts = ['Q150', '0177', 'uarry', 'lives alo', 'arbour'];

const startsAt = hoursAhead(72);
const endsAt = minutesAfter(startsAt, 60);
let world: Awaited<ReturnType<typeof createWorld>>;

/** Help at home for somebody without e-mail or mobile of her own, asked for by a neighbour, and everyone who must not find her. */
async function createWorld() {
  const here = await createNeighbourhood(site);
  const there = await createNeighbourhood(site);
  const { deps } = site;
  const area = here.community.name;
  const served = await createPerson(prisma, {
    displayName: secrets.served,
    homeCommunityId: here.community.id,
  });
  await keepContactPoint(prisma, deps, { personId: served.id, kind: 'phone', value: `+1${secrets.phone}` });
  await saveHome(prisma, served.id, { area, building, door: secrets.door });
  await prisma.careNote.createMany({
    data: [
      { audience: 'committee' as const, text: secrets.lonely },
      { audience: 'helper' as const, text: secrets.dog },
    ].map((note) => ({ id: newId(), personId: served.id, writtenBy: here.amy.actor.personId, ...note })),
  });
  await prisma.consent.create({
    data: {
      id: newId(),
      personId: served.id,
      purpose: 'health_notes',
      textVersion: '1',
      form: 'spoken',
      givenById: served.id,
      takenById: here.amy.actor.personId,
    },
  });
  const { intakeId } = await takeDownRequest(deps, here.amy.actor, {
    channel: 'phone',
    requester: { name: 'Nessa Next', phone: `+1${secrets.callerPhone}` },
    servedPerson: { person: served.id },
    relationship: 'neighbour',
    subject: 'Change a lamp',
    building,
    door: secrets.door,
    wishedFrom: startsAt,
    wishedUntil: endsAt,
    outcome: 'need',
    consent: true,
  });
  const intake = await prisma.intake.findUniqueOrThrow({ where: { id: intakeId } });
  const task = await prisma.task.findFirstOrThrow({ where: { needId: intake.needId ?? '' } });

  const helper = async (name: string) => {
    const actor = await createClaimant(prisma, { displayName: name, homeCommunityId: here.community.id });
    await addIdentityCheck(prisma, deps, {
      personId: actor.personId,
      checkedById: here.amy.actor.personId,
      organisationId: here.committee.id,
      documentKind: 'id_card',
      lastFour: '1234',
    });
    const { id } = await claimTask(deps, actor, { task: task.id });
    return { actor, claimId: id };
  };
  const [first, second] = [await helper('Hanna Helper'), await helper('Piet Pair')];
  const asks = await helper('Rita Requested');
  for (const { claimId } of [first, second])
    await decideClaim(deps, here.ben.actor, { claim: claimId, approve: true, reason: '' });

  const newUnit = await createOrganisation(prisma, { communityId: here.community.id, status: 'pending' });
  return {
    ids: {
      need: encodeId('Need', intake.needId ?? ''),
      task: encodeId('Task', task.id),
      claim: encodeId('Claim', first.claimId),
      intake: encodeId('Intake', intakeId),
      person: encodeId('Person', served.id),
      number: intake.number,
    },
    feeds: [
      `need:${encodeId('Need', intake.needId ?? '')}`,
      `task:${encodeId('Task', task.id)}`,
      `person:${encodeId('Person', served.id)}`,
      `community:${encodeId('Community', here.community.id)}`,
      `organisation:${encodeId('Organisation', here.committee.id)}`,
      'board',
    ],
    first,
    asks,
    served: served.id,
    relative: await createClaimant(prisma, {
      displayName: 'Rolf Relative',
      homeCommunityId: here.community.id,
    }),
    fresh: await createClaimant(prisma, { displayName: 'Fresh Face' }),
    unverified: await createMember(prisma, newUnit, 'coordinator'),
    elsewhere: there.amy.actor,
  };
}

beforeAll(async () => {
  world = await createWorld();
});

/** Signs somebody in at the moment the server's clock shows. */
async function enter(
  actor: (Pick<Actor, 'membership'> & { personId: string }) | null,
): Promise<Intruder & { accountId: string | null }> {
  if (!actor) return { url: site.url, cookie: null, accountId: null };
  const { cookie, accountId } = await signInAs(prisma, actor);
  return { url: site.url, cookie, accountId };
}

/** Reads everything that can be read, by every path, while something happens to the need. */
async function tryEverything(intruder: Intruder): Promise<Read[]> {
  const knowledge = { ids: world.ids, words: parts };
  const socket = new LiveClient(site.url, intruder.cookie ? { cookie: intruder.cookie } : {});
  const answers = await Promise.all(world.feeds.map((feed) => socket.watch([feed], 0)));
  const reads = [
    ...(await readPages(intruder, addressesOf(routes, knowledge))),
    ...(await askEverything(schema, intruder, knowledge)),
  ];
  reads.push({ where: 'sockets', text: JSON.stringify([answers, socket.frames]) });
  socket.close();
  return reads;
}

/** The ids that the log says they asked for in vain. */
function attemptsOf({ accountId }: { accountId: string | null }): string[] {
  const told = lines.map((line) => JSON.parse(line) as Line);
  const refused = told.filter((line) => line.msg === 'refused access' && line.accountId === accountId);
  return [...new Set(refused.flatMap(({ ids }) => ids ?? []))];
}

const viewsBy = (viewerId: string) =>
  prisma.contactView.findMany({ where: { viewerId }, select: { what: true, refused: true } });

function leaksIn(reads: readonly Read[], hidden: readonly string[]): string[] {
  return reads.flatMap(({ where, text }) =>
    hidden.filter((word) => text.includes(word)).map((word) => `${where}: ${word}`),
  );
}

describe('a home that strangers must not learn', { timeout: 900_000 }, () => {
  it.each([
    ['a stranger', () => null],
    ['a fresh account', () => world.fresh],
    ['the coordinator of a unit nobody has verified', () => world.unverified],
    ["another community's officer", () => world.elsewhere],
    ['a volunteer whose request waits', () => world.asks.actor],
  ])('is kept from %s, by every path, and the attempts stand in the log', async (_who, actor) => {
    const intruder = await enter(actor());
    lines.length = 0;
    const reads = await tryEverything(intruder);
    expect(leaksIn(reads, [...Object.values(secrets), building])).toEqual([]);
    expect(attemptsOf(intruder)).toEqual(expect.arrayContaining([world.ids.intake, world.ids.person]));
    expect(leaksIn([{ where: 'log', text: lines.join('') }], Object.values(secrets))).toEqual([]);
  });

  it('closes to a proxy at the request after they were revoked, in the session in which they acted', async () => {
    const { served, relative } = world;
    const proxy = await prisma.proxyRelationship.create({
      data: {
        id: newId(),
        principalId: served,
        proxyId: relative.personId,
        kind: 'relative',
        scope: [...proxyScopes],
        confirmedByPerson: true,
        endsAt: minutesAfter(endsAt, 60),
      },
    });
    const intruder = await enter(relative);
    await prisma.session.updateMany({
      where: { accountId: intruder.accountId ?? '' },
      data: { onBehalfOfId: served },
    });
    const before = await readPages(intruder, [`/needs/${world.ids.need}`, '/account/proxies']);
    expect(leaksIn(before, [secrets.served])).not.toEqual([]);
    await endProxy(site.deps, relative, { id: proxy.id });
    lines.length = 0;
    const reads = await tryEverything(intruder);
    expect(leaksIn(reads, [...Object.values(secrets), building])).toEqual([]);
    expect(attemptsOf(intruder)).toEqual(expect.arrayContaining([world.ids.need, world.ids.person]));
  });

  // Both have agreed to come, so that a first visit goes in a pair.
  it('tells its building alone to a helper until a day before, and writes down that they asked', async () => {
    site.moveClockTo(minutesAfter(startsAt, -24 * 60 - 5));
    const reads = await tryEverything(await enter(world.first.actor));
    expect(leaksIn(reads, Object.values(secrets))).toEqual([]);
    expect(leaksIn(reads, [building])).not.toEqual([]);
    expect(await viewsBy(world.first.actor.personId)).toContainEqual({ what: 'visit_home', refused: true });
  });

  it('tells a helper the way within the day before, and no more than that, so that this test would notice', async () => {
    site.moveClockTo(minutesAfter(startsAt, -30));
    const reads = await tryEverything(await enter(world.first.actor));
    const { door, phone, served, dog, lonely, callerPhone } = secrets;
    const shown = [door, phone, served, dog].filter((word) => leaksIn(reads, [word]).length > 0);
    expect(shown).toEqual([door, phone, served, dog]);
    expect(leaksIn(reads, [lonely, callerPhone])).toEqual([]);
    expect(await viewsBy(world.first.actor.personId)).toContainEqual({ what: 'visit_home', refused: false });
  });

  it('is nothing to a helper any more once it is over', async () => {
    site.moveClockTo(minutesAfter(endsAt, 1));
    const reads = await tryEverything(await enter(world.first.actor));
    expect(leaksIn(reads, [...Object.values(secrets), building])).toEqual([]);
  });
});
