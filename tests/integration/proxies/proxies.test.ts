import { beforeEach, describe, expect, test } from 'vitest';
import { verifyContact } from '~/server/modules/contact/verify-contact';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { actFor } from '~/server/modules/proxies/act-for';
import { arrangeProxy } from '~/server/modules/proxies/arrange-proxy';
import { confirmProxy } from '~/server/modules/proxies/confirm-proxy';
import { endProxy } from '~/server/modules/proxies/end-proxy';
import { NameProxyInput } from '~/server/modules/proxies/input';
import { nameProxy } from '~/server/modules/proxies/name-proxy';
import {
  findActsFor,
  findMyPrincipals,
  findMyProxies,
  findProxiesOf,
  findProxiesToConfirm,
  stateOf,
} from '~/server/modules/proxies/queries';
import { followCode } from '~/server/modules/intake/follow-code';
import { noteCodeTold } from '~/server/modules/intake/note-code-told';
import { settleEndedProxies } from '~/server/modules/proxies/settle-ended';
import { readActor } from '~/server/modules/identity/read-actor';
import { updateProfile } from '~/server/modules/volunteers/update-profile';
import type { Actor } from '~/server/policy/actor';
import { InvalidInput } from '~/server/policy/refusal';
import { createClaimant } from '~/tests/factories/claim';
import { createIntake } from '~/tests/factories/intake';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf as codeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const inDays = (days: number) => new Date(clock.now().getTime() + days * 86_400_000);

let wang: SignedIn;
let li: SignedIn;
let officer: SignedIn;
let second: SignedIn;
let foreigner: SignedIn;

const again = (who: SignedIn): Promise<Actor> => readActor(deps, who.token, 'web');

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  const committeeOf = async () => {
    const community = await createCommunity(prisma);
    const { id } = await createOrganisation(prisma, {
      communityId: community.id,
      committeeOfId: community.id,
    });
    return { community, id };
  };
  const [here, elsewhere] = [await committeeOf(), await committeeOf()];
  const home = { homeCommunityId: here.community.id };
  wang = await createSignedIn(deps, {}, { person: { displayName: '王秀兰', ...home } });
  li = await createSignedIn(deps, {}, { person: { displayName: '李强', ...home } });
  const officers = { organisationId: here.id, role: 'officer' } as const;
  officer = await createSignedIn(deps, officers, { person: { displayName: '赵敏', ...home } });
  second = await createSignedIn(deps, officers);
  foreigner = await createSignedIn(deps, { organisationId: elsewhere.id, role: 'officer' });
});

const terms = { kind: 'relative' as const, scope: ['ask' as const, 'serve' as const] };
const name = async (identifier = li.memberNumber, overrides: object = {}) =>
  nameProxy(deps, await again(wang), { identifier, ...terms, until: inDays(30), ...overrides });
const arrange = async (overrides: object = {}, by = officer) =>
  arrangeProxy(deps, await again(by), {
    person: wang.personId,
    proxy: li.personId,
    identifier: null,
    ...terms,
    word: null,
    until: inDays(30),
    ...overrides,
  });
const act = async (person: string | null = wang.personId, who = li) =>
  actFor(deps, await again(who), { person });
const refusalCodeOf = (answer: () => Promise<unknown>) => codeOf(answer());
const actionsOf = async (id: string) =>
  (await prisma.history.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('a proxy that the person names', () => {
  test('holds at once, is taken up by the first act, and shows both names', async () => {
    const { proxyRelationshipId } = await name();
    expect((await findMyPrincipals(deps, await again(li)))[0]).toMatchObject({ principalName: '王秀兰' });
    await act();
    const acting = await again(li);
    expect(acting).toMatchObject({
      personId: li.personId,
      onBehalfOfId: wang.personId,
      proxyScope: ['ask', 'serve'],
      capacity: 'proxy',
    });
    expect(await actionsOf(proxyRelationshipId)).toEqual(['proxy:named', 'proxy:accepted']);
    expect(await findMyProxies(deps, await again(wang))).toMatchObject([{ proxyName: '李强' }]);

    await updateProfile(deps, acting, { about: 'Asked me to write this.' });
    expect(await findActsFor(deps, await again(wang), null)).toMatchObject([
      { action: 'person:profile_changed', actorName: '李强', onBehalfOfName: '王秀兰' },
    ]);
    expect(await findActsFor(deps, await again(officer), wang.personId)).toHaveLength(1);
    expect(await refusalCodeOf(async () => findActsFor(deps, await again(foreigner), wang.personId))).toBe(
      'NOT_FOUND',
    );
  });

  test("looks the same for a number that is nobody's, to whoever named it", async () => {
    const [known, unknown] = [await name(), await name('139 0000 1234')];
    const mine = await findMyProxies(deps, await again(wang));
    const shown = (id: string) => {
      const row = mine.find((proxy) => proxy.id === id);
      return row && { ...row, id: '', createdAt: null, startsAt: null, endsAt: null };
    };
    expect(shown(known.proxyRelationshipId)).toBeDefined();
    expect(shown(known.proxyRelationshipId)).toEqual(shown(unknown.proxyRelationshipId));
    expect(await actionsOf(unknown.proxyRelationshipId)).toEqual(await actionsOf(known.proxyRelationshipId));
    for (const { proxyRelationshipId } of [known, unknown])
      await endProxy(deps, await again(wang), { id: proxyRelationshipId });
    expect(await findMyProxies(deps, await again(wang))).toEqual([]);
  });

  test('does what it was given for and nothing else', async () => {
    await name(li.memberNumber, { scope: ['ask'] });
    await act();
    const acting = await again(li);
    expect(await refusalCodeOf(() => updateProfile(deps, acting, { about: 'No.' }))).toBe('NOT_ALLOWED');
    const further = { ...terms, identifier: second.memberNumber, until: inDays(3) };
    expect(await refusalCodeOf(() => nameProxy(deps, acting, further))).toBe('NOT_ALLOWED');
    expect(await findMyProxies(deps, acting)).toEqual([]);
  });

  test('is declined by whoever was named, and then they may not act', async () => {
    const { proxyRelationshipId } = await name();
    await endProxy(deps, await again(li), { id: proxyRelationshipId });
    expect(await refusalCodeOf(() => act())).toBe('NOT_FOUND');
    expect(
      await refusalCodeOf(async () => endProxy(deps, await again(li), { id: proxyRelationshipId })),
    ).toBe('ALREADY_DONE');
  });

  test('is not taken up by whoever typed a number that nobody has verified', async () => {
    const { personId } = li;
    await keepContactPoint(prisma, deps, { personId, kind: 'phone', value: '13900007777' });
    await name('139 0000 7777');
    expect(await refusalCodeOf(() => act())).toBe('NOT_FOUND');
    expect(await refusalCodeOf(() => arrange({ proxy: null, identifier: '139 0000 7777' }))).toBe(
      'NOT_FOUND',
    );
    const { id } = await prisma.contactPoint.findFirstOrThrow({
      where: { personId, lastFour: '7777' },
      select: { id: true },
    });
    for (const [by, code] of [
      [li, 'NOT_ALLOWED'],
      [foreigner, 'NOT_FOUND'],
    ] as const)
      expect(await codeOf(verifyContact(deps, await again(by), { id }))).toBe(code);
    await verifyContact(deps, await again(officer), { id });
    expect(await codeOf(verifyContact(deps, await again(second), { id }))).toBe('ALREADY_DONE');
    const said = { subjectId: personId, action: 'person:contact_verified' };
    expect(await prisma.history.findMany({ where: said })).toMatchObject([
      { actorPersonId: officer.personId },
    ]);
    await name('139 0000 7777');
    await act();
    expect((await again(li)).onBehalfOfId).toBe(wang.personId);
  });

  test('makes nobody an officer', () => {
    const input = { identifier: li.memberNumber, scope: ['ask'], until: inDays(30) };
    expect(NameProxyInput.safeParse({ ...input, kind: 'relative' }).success).toBe(true);
    expect(NameProxyInput.safeParse({ ...input, kind: 'officer' }).success).toBe(false);
  });

  test('lasts at most a year, and nobody is their own', async () => {
    await expect(name(li.memberNumber, { until: inDays(400) })).rejects.toThrow(InvalidInput);
    await expect(name(li.memberNumber, { until: inDays(-1) })).rejects.toThrow(InvalidInput);
    expect(await refusalCodeOf(() => name(wang.memberNumber))).toBe('SAME_PERSON');
  });
});

describe('a proxy that is over', () => {
  test.each(['revoked', 'past its end'])('stops an open session at the next request when %s', async (how) => {
    const { proxyRelationshipId } = await name(li.memberNumber, { until: inDays(10) });
    await act();
    if (how === 'revoked') await endProxy(deps, await again(wang), { id: proxyRelationshipId });
    else clock.advance(10 * 24 * 60);
    clock.advance(1);
    const after = await again(li);
    expect(after).toMatchObject({ onBehalfOfId: null, proxyEnded: true, proxyScope: [], capacity: 'self' });
    await act(null);
    expect(await again(li)).not.toHaveProperty('proxyEnded');
  });
});

describe('a proxy that officers write down', () => {
  test("on the person's word holds at once and says how they said so", async () => {
    const { proxyRelationshipId } = await arrange({ word: 'phone' });
    expect(await prisma.history.findMany({ where: { subjectId: proxyRelationshipId } })).toMatchObject([
      { action: 'proxy:named', channel: 'phone', actorPersonId: officer.personId },
    ]);
    await act();
    expect((await again(li)).onBehalfOfId).toBe(wang.personId);
  });

  test.each(['data', 'consent'] as const)(
    "waits for a second officer even on the person's word where it reaches %s",
    async (part) => {
      const { proxyRelationshipId: id } = await arrange({ word: 'phone', scope: ['ask', part] });
      expect(await refusalCodeOf(() => act())).toBe('NOT_FOUND');
      expect(await findProxiesToConfirm(deps, await again(second))).toMatchObject([{ id }]);
      await confirmProxy(deps, await again(second), { id });
      await act();
      expect((await again(li)).proxyScope).toEqual(['ask', part]);
    },
  );

  test('waits for a second officer, who is not the first', async () => {
    const { proxyRelationshipId: id } = await arrange({ kind: 'guardian' });
    expect(await refusalCodeOf(() => act())).toBe('NOT_FOUND');
    expect(await findProxiesToConfirm(deps, await again(officer))).toEqual([]);
    expect(await findProxiesToConfirm(deps, await again(second))).toMatchObject([{ id }]);
    expect(await refusalCodeOf(async () => confirmProxy(deps, await again(officer), { id }))).toBe(
      'SAME_PERSON',
    );
    expect(await refusalCodeOf(async () => confirmProxy(deps, await again(foreigner), { id }))).toBe(
      'NOT_FOUND',
    );
    await confirmProxy(deps, await again(second), { id });
    expect(await refusalCodeOf(async () => confirmProxy(deps, await again(second), { id }))).toBe(
      'ALREADY_DONE',
    );
    await act();
    expect(await again(li)).toMatchObject({ onBehalfOfId: wang.personId, capacity: 'guardian' });
    const rows = await findProxiesOf(deps, await again(officer), wang.personId);
    expect(rows.map((row) => stateOf(deps, row))).toEqual(['taken_up']);
  });

  test("is nobody's own doing, on either side, and a foreign officer's neither", async () => {
    for (const overrides of [
      { proxy: officer.personId },
      { person: officer.personId },
      { proxy: wang.personId },
    ])
      expect(await refusalCodeOf(() => arrange(overrides))).toBe('SAME_PERSON');
    expect(await refusalCodeOf(() => arrange({}, foreigner))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(() => arrange({}, li))).toBe('NOT_ALLOWED');
    expect(await refusalCodeOf(() => arrange({ proxy: null, identifier: '139 0000 1234' }))).toBe(
      'NOT_FOUND',
    );
    expect(await refusalCodeOf(() => arrange({ kind: 'officer' }))).toBe('NOT_ALLOWED');
    await arrange({ kind: 'officer', proxy: null, identifier: second.memberNumber });
  });

  test('is ended by an officer of the committee alone', async () => {
    const { proxyRelationshipId: id } = await arrange({ word: 'desk' });
    const stranger = await createClaimant(prisma);
    expect(await refusalCodeOf(() => endProxy(deps, stranger, { id }))).toBe('NOT_FOUND');
    expect(await refusalCodeOf(async () => endProxy(deps, await again(foreigner), { id }))).toBe('NOT_FOUND');
    await endProxy(deps, await again(second), { id });
    expect(await refusalCodeOf(() => act())).toBe('NOT_FOUND');
  });
});

describe('the codes of requests, once a proxy ended', () => {
  const request = (overrides: object = {}) =>
    createIntake(prisma, {
      communityId: home ?? '',
      organisationId: committeeId,
      takenInById: officer.personId,
      servedPersonId: wang.personId,
      requesterId: li.personId,
      ...overrides,
    });
  let home: string | null;
  let committeeId: string;

  beforeEach(async () => {
    const person = await prisma.person.findUniqueOrThrow({ where: { id: wang.personId } });
    home = person.homeCommunityId;
    const committee = await prisma.organisation.findFirstOrThrow({ where: { committeeOfId: home } });
    committeeId = committee.id;
  });
  const read = (id: string) => prisma.intake.findUniqueOrThrow({ where: { id } });

  test('are replaced where they knew them, and an officer notes that the new one was told', async () => {
    const { proxyRelationshipId: id } = await name();
    const [asked, foreign] = [
      await request({ requesterId: wang.personId }),
      await request({ servedPersonId: second.personId }),
    ];
    const [over, code] = [await request({ outcome: 'answered', outcomeNote: '-' }), followCode(deps, asked)];
    await endProxy(deps, await again(wang), { id });
    const after = await read(asked.id);
    expect(after).toMatchObject({ followVersion: 2, codeReplacedAt: clock.now() });
    expect(followCode(deps, after)).not.toBe(code);
    for (const kept of [foreign, over]) expect((await read(kept.id)).followVersion).toBe(1);

    expect(await codeOf(noteCodeTold(deps, await again(foreigner), { intake: asked.id }))).toBe('NOT_FOUND');
    await noteCodeTold(deps, await again(officer), { intake: asked.id });
    expect(await read(asked.id)).toMatchObject({ followVersion: 2, codeReplacedAt: null });
    expect(await codeOf(noteCodeTold(deps, await again(officer), { intake: asked.id }))).toBe('ALREADY_DONE');
  });

  test('stay where neither asking nor judging was theirs, but for what they asked for themselves', async () => {
    const { proxyRelationshipId: id } = await name(li.memberNumber, { scope: ['serve'] });
    const [asked, other] = [await request(), await request({ requesterId: wang.personId })];
    await endProxy(deps, await again(wang), { id });
    expect((await read(asked.id)).followVersion).toBe(2);
    expect((await read(other.id)).followVersion).toBe(1);
  });

  test('are replaced once when its time is over, and not while the same hands hold another grant', async () => {
    await name();
    const { proxyRelationshipId: longer } = await name(li.memberNumber, { until: inDays(60) });
    const asked = await request();
    clock.set(inDays(31));
    await settleEndedProxies(deps);
    expect((await read(asked.id)).followVersion).toBe(1);
    clock.set(inDays(31));
    await settleEndedProxies(deps);
    await settleEndedProxies(deps);
    expect((await read(asked.id)).followVersion).toBe(2);
    expect(await prisma.proxyRelationship.findUniqueOrThrow({ where: { id: longer } })).toMatchObject({
      revokedAt: null,
      settledAt: clock.now(),
    });
  });
});
