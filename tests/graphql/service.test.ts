import { parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '~/server/deps';
import { encodeId } from '~/server/database/id';
import type { Context } from '~/server/graphql/context';
import { createExecute } from '~/server/graphql/execute';
import { schema } from '~/server/graphql/schema';
import { currentCode } from '~/server/modules/attendance/rules';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createConfirmedRecord } from '~/tests/factories/record';
import { createTask } from '~/tests/factories/task';
import { countStatements } from '~/tests/helpers/count-statements';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { clock: systemClock });
const execute = createExecute(schema, deps.log);

let scene: Scene;
let volunteer: Awaited<ReturnType<typeof createClaimant>>;
beforeAll(async () => {
  const soon = new Date(Date.now() + 30 * 60_000);
  scene = await createScene(prisma, { task: { startsAt: soon } });
  volunteer = await createClaimant(prisma, { displayName: 'Lena' });
});

function ask(
  actor: Actor,
  source: string,
  variables: Record<string, unknown> = {},
  locale: 'en' | 'zh-CN' = 'en',
) {
  const context: Context = {
    deps,
    actor,
    locale,
    requestId: 'test',
    clientAddress: '127.0.0.1',
    userAgent: null,
    cookies: { append: () => undefined },
  };
  return execute(parse(source), variables, context);
}

test('a task says why the caller cannot claim it, in their language', async () => {
  const full = await createTask(prisma, { needId: scene.need.id, maximumPlaces: 1 });
  await createClaim(prisma, full, { personId: (await createClaimant(prisma)).personId });
  const source =
    'query ($id: ID!) { task(id: $id) { refusal { __typename code message } myClaim { id } claims { id } } }';
  const variables = { id: encodeId('Task', full.id) };
  expect(await ask(volunteer, source, variables)).toEqual({
    data: {
      task: {
        refusal: { __typename: 'Refusal', code: 'FULL', message: expect.stringContaining('taken') as string },
        myClaim: null,
        claims: null,
      },
    },
  });
  const asStranger = await ask(anonymous(), source, variables, 'zh-CN');
  expect(asStranger.data).toMatchObject({
    task: { refusal: { code: 'NOT_SIGNED_IN', message: '请先登录。' } },
  });
});

test('a list of tasks costs no more statements when it is longer', async () => {
  const tasks = async (count: number) => {
    const place = await createScene(prisma);
    for (let more = 1; more < count; more += 1) {
      const task = await createTask(prisma, { needId: place.need.id });
      await createClaim(prisma, task, { personId: (await createClaimant(prisma)).personId });
    }
    const source = `query ($id: ID!) { need(id: $id) { tasks {
      refusal { code } myClaim { id state } checkInCode { digits }
      claims { state person { displayName } attendance { walkIn } record { minutes } }
    } } }`;
    const { statements, answer } = await countStatements(() =>
      ask(place.coordinator, source, { id: encodeId('Need', place.need.id) }),
    );
    expect(answer.errors).toBeUndefined();
    return statements;
  };
  expect(await tasks(8)).toEqual(await tasks(2));
});

describe('from claim to certificate', () => {
  test('through the API alone', async () => {
    const task = encodeId('Task', scene.task.id);
    const claimed = await ask(
      volunteer,
      'mutation ($task: ID!) { claimTask(input: { task: $task }) { __typename ... on Claim { id state task { takenPlaces } person { displayName } } } }',
      { task },
    );
    expect(claimed).toMatchObject({
      data: {
        claimTask: {
          __typename: 'Claim',
          state: 'confirmed',
          task: { takenPlaces: 1 },
          person: { displayName: 'Lena' },
        },
      },
    });
    const again = await ask(
      volunteer,
      'mutation ($task: ID!) { claimTask(input: { task: $task }) { ... on Refusal { code message } } }',
      { task },
    );
    expect(again).toMatchObject({ data: { claimTask: { code: 'ALREADY_CLAIMED' } } });

    const mine = await ask(
      volunteer,
      '{ myClaims { edges { cursor node { id task { title } } } pageInfo { hasNextPage } } }',
    );
    expect(mine).toMatchObject({
      data: {
        myClaims: { edges: [{ node: { task: { title: 'Helper' } } }], pageInfo: { hasNextPage: false } },
      },
    });

    const code = currentCode(scene.task.checkInSecret, new Date()).digits;
    const bad = await ask(
      volunteer,
      'mutation { checkIn(input: {}) { ... on InvalidInput { issues { path message } } } }',
      {},
      'zh-CN',
    );
    expect(bad).toMatchObject({
      data: { checkIn: { issues: [{ path: ['code'], message: '请输入现场显示的六位签到码。' }] } },
    });
    const checkedIn = await ask(
      volunteer,
      'mutation ($input: CheckInInput!) { checkIn(input: $input) { ... on Claim { state attendance { checkedInSource } } } }',
      { input: { task, code } },
    );
    expect(checkedIn).toMatchObject({
      data: { checkIn: { state: 'checked_in', attendance: { checkedInSource: 'code' } } },
    });

    const roster = await ask(
      scene.coordinator,
      'query ($id: ID!) { task(id: $id) { claims { state person { displayName } } checkInCode { digits url } } }',
      { id: task },
    );
    expect(roster).toMatchObject({
      data: {
        task: {
          claims: [{ state: 'checked_in', person: { displayName: 'Lena' } }],
          checkInCode: { digits: expect.stringMatching(/^\d{6}$/) as string },
        },
      },
    });
  });

  test('hours are verified in bulk and certified, and anyone may check the number', async () => {
    const [officer] = [await createMember(prisma, scene.committee, 'officer')];
    const record = await createConfirmedRecord(prisma, scene, {
      personId: volunteer.personId,
      confirmerId: scene.coordinator.personId,
      startsAt: '2026-02-10T09:00:00Z',
    });
    const own = await createConfirmedRecord(prisma, scene, {
      personId: officer.personId,
      confirmerId: scene.coordinator.personId,
    });
    const verified = await ask(
      officer,
      `mutation ($records: [ID!]!) { verifyServiceRecords(input: { records: $records }) { ... on BulkVerified {
        verified refused { code message } records { state remarks { code text } ledger { index kind hash } history { action actorName } may }
      } } }`,
      { records: [record, own].map(({ id }) => encodeId('ServiceRecord', id)) },
    );
    expect(verified).toMatchObject({
      data: {
        verifyServiceRecords: {
          verified: 1,
          refused: [{ code: 'OWN_HOURS' }],
          records: [
            {
              state: 'verified',
              remarks: [{ code: 'no_claim' }, { code: 'entered_late' }],
              ledger: [{ index: 1, kind: 'credit' }],
              may: [],
            },
          ],
        },
      },
    });

    const listed = await ask(
      volunteer,
      '{ serviceRecords(filter: { mine: true, state: [verified] }) { totalCount totalMinutes edges { node { person { displayName } organisation { name } may } } } }',
    );
    expect(listed).toMatchObject({
      data: {
        serviceRecords: {
          totalCount: 1,
          totalMinutes: 120,
          edges: [{ node: { person: { displayName: 'Lena' }, may: ['dispute'] } }],
        },
      },
    });

    const issued = await ask(
      volunteer,
      `mutation { issueCertificate(input: { from: "2026-01-01", until: "2026-12-31" }) { ... on Certificate {
        number holderName totalMinutes checkCode verifyUrl lines { date activityName minutes recordingUnit personInCharge }
      } } }`,
    );
    expect(issued).toMatchObject({
      data: {
        issueCertificate: {
          holderName: 'Lena',
          totalMinutes: 120,
          lines: [{ date: '2026-02-10', recordingUnit: scene.organisation.name }],
        },
      },
    });
    const paper = issued.data as {
      issueCertificate: { number: string; checkCode: string; verifyUrl: string };
    };
    const { number, checkCode, verifyUrl } = paper.issueCertificate;
    expect(verifyUrl).toBe(`http://localhost:3000/verify/${number}?check=${checkCode}`);
    const checked = await ask(
      anonymous(),
      'query ($number: String!) { certificate(number: $number) { number } checkCertificate(number: $number) { valid verdict sentence holderInitials } }',
      { number },
      'zh-CN',
    );
    expect(checked).toMatchObject({
      data: {
        certificate: null,
        checkCertificate: {
          valid: true,
          verdict: 'valid',
          sentence: '该证明真实有效。',
          holderInitials: 'L.',
        },
      },
    });
    const compared = await ask(
      anonymous(),
      'query ($number: String!, $check: String) { checkCertificate(number: $number, check: $check) { verdict holderName lines { minutes } } }',
      { number, check: checkCode },
    );
    expect(compared).toMatchObject({
      data: { checkCertificate: { verdict: 'valid', holderName: 'Lena', lines: [{ minutes: 120 }] } },
    });
  });
});

describe('a record of an area below', () => {
  const source = `mutation ($input: OpenServiceRecordInput!) {
    openServiceRecord(input: $input) {
      ... on ServiceRecord {
        may person { displayName } confirmer { displayName } claim { state }
      }
      ... on Refusal { code }
    }
  }`;
  const nameless = 'query ($id: ID!) { serviceRecord(id: $id) { may person { displayName } } }';

  test('is read with its names once opened with a reason, and then judged', async () => {
    const parent = await createCommunity(prisma, { level: 'street' });
    const committee = await createOrganisation(prisma, { communityId: parent.id, committeeOfId: parent.id });
    const above = await createMember(prisma, committee, 'officer');
    const place = await createScene(prisma, { parentId: parent.id });
    const own = await createMember(prisma, place.committee, 'officer');
    await createMember(prisma, place.committee, 'officer');
    const { displayName } = await prisma.person.findUniqueOrThrow({ where: { id: own.personId } });
    const claim = await createClaim(prisma, place.task, { personId: own.personId });
    const { id } = await createConfirmedRecord(prisma, place, {
      personId: own.personId,
      confirmerId: place.coordinator.personId,
      claimId: claim.id,
    });
    const record = encodeId('ServiceRecord', id);
    expect(await ask(above, nameless, { id: record }), 'in the queue without a name').toEqual({
      data: { serviceRecord: { may: ['verify', 'reject'], person: null } },
    });
    expect(await ask(above, source, { input: { record, reason: '' } })).toEqual({
      data: { openServiceRecord: { code: 'REASON_NEEDED' } },
    });
    expect(await ask(above, source, { input: { record, reason: 'Falls to us' } })).toEqual({
      data: {
        openServiceRecord: {
          may: ['verify', 'reject'],
          person: { displayName },
          confirmer: { displayName: expect.any(String) as string },
          claim: { state: 'confirmed' },
        },
      },
    });
    expect(await ask(above, nameless, { id: record }), 'one look is one look').toMatchObject({
      data: { serviceRecord: { person: null } },
    });
    const verify =
      'mutation ($record: ID!) { verifyServiceRecord(input: { record: $record }) { __typename } }';
    expect(await ask(above, verify, { record })).toEqual({
      data: { verifyServiceRecord: { __typename: 'ServiceRecord' } },
    });
    const [entry] = await prisma.ledgerEntry.findMany({ where: { recordId: id } });
    expect(entry).toMatchObject({ kind: 'credit', communityId: place.community.id });
  });
});

test('a key of the wrong length is refused in a sentence', async () => {
  const source = `mutation ($input: WithdrawClaimInput!) {
    withdrawClaim(input: $input, idempotencyKey: "short") { ... on InvalidInput { message issues { path message } } }
  }`;
  const variables = { input: { claim: encodeId('Claim', '01930000-0000-7000-8000-000000000001') } };
  const said = async (locale: 'en' | 'zh-CN') =>
    (await ask(volunteer, source, variables, locale)).data?.['withdrawClaim'];
  expect(await said('en')).toEqual({
    message: 'An idempotency key has 8 to 100 characters.',
    issues: [{ path: ['idempotencyKey'], message: 'An idempotency key has 8 to 100 characters.' }],
  });
  expect(await said('zh-CN')).toMatchObject({ message: '幂等键（idempotencyKey）须为 8 至 100 个字符。' });
});
