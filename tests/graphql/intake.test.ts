import { parse } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '~/server/graphql/context';
import { createExecute } from '~/server/graphql/execute';
import { schema } from '~/server/graphql/schema';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);
const execute = createExecute(schema, deps.log);

let officer: SignedIn;

beforeEach(async () => {
  const community = await createCommunity(prisma, { name: '望月湖社区' });
  const committee = await createOrganisation(prisma, {
    communityId: community.id,
    committeeOfId: community.id,
  });
  officer = await createSignedIn(
    deps,
    { organisationId: committee.id, role: 'officer' },
    { person: { displayName: '周敏', homeCommunityId: community.id } },
  );
});

async function ask<Data = Record<string, unknown>>(
  actor: Actor,
  source: string,
  variables: Record<string, unknown> = {},
  locale: Context['locale'] = 'en',
): Promise<Data> {
  const context: Context = {
    deps,
    actor,
    locale,
    requestId: 'test',
    clientAddress: '192.0.2.7',
    userAgent: null,
    cookies: { append: () => undefined },
  };
  const { data, errors } = await execute(parse(source), variables, context);
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as Data;
}

const takeDown = `mutation ($input: TakeDownInput!, $key: String) {
  takeDown(input: $input, idempotencyKey: $key) {
    __typename
    ... on Intake {
      id number channel relationship subject outcome outcomeNote missing followCode followUrl
      takenInBy { displayName } requester { displayName } requesterPhone servedPerson { id displayName }
      community { name } place { building door } owner { displayName } dueAt callBackAt calledBackAt
      need { number status title } history { action actorName channel }
    }
    ... on Refusal { code }
    ... on InvalidInput { issues { path message } }
  }
}`;
const call = {
  channel: 'phone',
  requester: { name: '李秀英', phone: '13912345678' },
  servedPerson: { name: '张桂兰' },
  relationship: 'neighbour',
  subject: '陪诊去三医院',
  building: '3栋',
  door: '502',
  outcome: 'need',
  callBackAt: '2026-03-02T03:00:00Z',
};

const take = async (input: object) =>
  (
    await ask<{
      takeDown: Record<'id' | 'number' | 'followCode' | 'followUrl', string> &
        Record<'need' | 'servedPerson', { id: string }>;
    }>(officer.actor, takeDown, { input })
  ).takeDown;

describe('taking a call down through the API', () => {
  test('answers what is read out and printed, and what the need still waits for', async () => {
    const intake = await take(call);
    expect(intake).toMatchObject({
      __typename: 'Intake',
      channel: 'phone',
      relationship: 'neighbour',
      missing: ['CONSENT', 'TIME'],
      takenInBy: { displayName: '周敏' },
      requester: { displayName: '李秀英' },
      requesterPhone: '+8613912345678',
      servedPerson: { displayName: '张桂兰' },
      community: { name: '望月湖社区' },
      place: { building: '3栋', door: '502' },
      history: [{ action: 'intake:taken_down', actorName: '周敏', channel: 'phone' }],
    });
    const { number, followCode, followUrl, need } = intake;
    expect(need).toEqual({ number, status: 'draft', title: '陪诊去三医院' });
    expect(followUrl).toBe(`http://localhost:3000/follow/${number}`);

    const follow = `query ($number: String!, $code: String!) { followRequest(number: $number, code: $code) {
      __typename ... on FollowedRequest { number state waitingFor needStatus next { startsAt } note passedOnTo timeZone }
      ... on Refusal { code message } } }`;
    // A document that comes again is compiled.
    for (let time = 0; time < 4; time += 1) {
      expect(await ask(anonymous(), follow, { number, code: followCode })).toMatchObject({
        followRequest: {
          __typename: 'FollowedRequest',
          number,
          state: 'waiting',
          waitingFor: ['CONSENT', 'TIME'],
        },
      });
    }
    expect(await ask(anonymous(), follow, { number, code: 'x' })).toMatchObject({
      followRequest: { __typename: 'Refusal', code: 'NOT_FOUND' },
    });
  });

  test('goes on with a draft once its person agreed, and says what is still missing', async () => {
    const { id } = await take(call);
    const proceed = `mutation ($input: ProceedWithIntakeInput!, $key: String) {
      proceedWithIntake(input: $input, idempotencyKey: $key) {
        __typename ... on Intake { missing need { status } } ... on Refusal { code } } }`;
    for (let time = 0; time < 2; time += 1) {
      const variables = { input: { intake: id, consent: true }, key: 'agreed-on-the-phone' };
      expect(await ask(officer.actor, proceed, variables)).toEqual({
        proceedWithIntake: { __typename: 'Intake', missing: ['TIME'], need: { status: 'draft' } },
      });
    }
  });

  test('says in either language what is missing, at its field', async () => {
    const input = { ...call, outcome: 'refused', relationship: 'self' };
    const issuesIn = async (locale: Context['locale']) =>
      (await ask<{ takeDown: { issues: unknown } }>(officer.actor, takeDown, { input }, locale)).takeDown
        .issues;
    expect(await issuesIn('en')).toEqual([
      { path: ['outcomeNote'], message: 'Write down why it is refused; whoever asked can read it.' },
      { path: ['relationship'], message: 'Say what whoever asks is to the person served.' },
    ]);
    expect(await issuesIn('zh-CN')).toEqual([
      { path: ['outcomeNote'], message: '请写明不予受理的原因，求助人可以查到。' },
      { path: ['relationship'], message: '请选择求助人与服务对象的关系。' },
    ]);
    const past = { ...call, callBackAt: '2026-03-01T03:00:00Z' };
    expect((await ask(officer.actor, takeDown, { input: past }, 'zh-CN')).takeDown).toMatchObject({
      issues: [{ path: ['callBackAt'], message: '这个时间已过，请选择将来的时间。' }],
    });
  });

  test('lists whom to call back with the number, each view of it logged, until it is settled', async () => {
    const { id } = await take(call);
    const list = `{ intakes(filter: { callBack: true }) { totalCount
      edges { node { id callBackAt requesterPhone requester { displayName } } } } }`;
    const views = await prisma.contactView.count();
    expect(await ask(officer.actor, list)).toMatchObject({
      intakes: {
        totalCount: 1,
        edges: [{ node: { id, requesterPhone: '+8613912345678', requester: { displayName: '李秀英' } } }],
      },
    });
    // The answer of takeDown showed it to the same officer just now.
    expect(await prisma.contactView.count()).toBe(views);
    const seen = { what: 'intake_phone', viewerId: officer.personId };
    expect(await prisma.contactView.count({ where: seen })).toBe(1);
    const settle = `mutation ($input: SettleCallBackInput!) { settleCallBack(input: $input) {
      __typename ... on Intake { calledBackAt calledBackBy { displayName } } } }`;
    expect(await ask(officer.actor, settle, { input: { intake: id, note: '已告知' } })).toMatchObject({
      settleCallBack: { calledBackBy: { displayName: '周敏' } },
    });
    expect(await ask(officer.actor, list)).toMatchObject({ intakes: { totalCount: 0 } });
  });

  test('shows nothing of it to whoever asked nor to a stranger', async () => {
    const { id } = await take(call);
    const requester = await prisma.person.findFirstOrThrow({
      where: { displayName: '李秀英' },
      orderBy: { createdAt: 'desc' },
    });
    const strangers = [anonymous(), { ...anonymous(), personId: requester.id }];
    for (const actor of strangers)
      expect(
        await ask(actor, 'query ($id: ID!) { intake(id: $id) { id } node(id: $id) { id } }', { id }),
      ).toEqual({
        intake: null,
        node: null,
      });
  });
});

test('people are found with what tells them apart', async () => {
  await take(call);
  const search =
    'query ($text: String!) { intakePeople(text: $text) { id name phoneLastFour building community { name } } }';
  const { intakePeople } = await ask<{ intakePeople: { id: string }[] }>(officer.actor, search, {
    text: '5678',
  });
  expect(intakePeople).toMatchObject([
    { name: '李秀英', phoneLastFour: '5678', building: null, community: { name: '望月湖社区' } },
  ]);
  const again = { ...call, requester: { person: intakePeople[0]?.id } };
  const { servedPerson } = await take(again);
  const repeats = `query ($input: IntakeRepeatsInput!) { intakeRepeats(input: $input) { subject } }`;
  expect(await ask(officer.actor, repeats, { input: { servedPerson: servedPerson.id } })).toEqual({
    intakeRepeats: [{ subject: '陪诊去三医院' }],
  });
});
