import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { checkInMany, checkOutMany } from '~/server/modules/attendance/check-many';
import { issueCertificate } from '~/server/modules/certificates/issue-certificate';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { viewVisitHome } from '~/server/modules/contact/view-visit';
import { confirmServiceRecords } from '~/server/modules/hours/confirm-service-record';
import { verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { checkIdentity } from '~/server/modules/identity/check-identity';
import { takeDownJudgement } from '~/server/modules/judging/take-down-judgement';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { arriveAtHome, leaveHome } from '~/server/modules/visits/attend-home';
import { findVisitsOfClaims } from '~/server/modules/visits/queries';
import type { Actor } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaimant } from '~/tests/factories/claim';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createDesk, type Desk } from '../intake/setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });

type Someone = Actor & { readonly personId: string };

/** A whole life of a request for somebody who has neither e-mail nor mobile, by one channel from the first word to the last. */
interface Life {
  readonly channel: Extract<Channel, 'phone' | 'paper'>;
  readonly paperNumber: string | null;
  /** How consent given this way is kept. */
  readonly form: 'spoken' | 'paper';
}

const startsAt = new Date('2026-03-05T01:00:00Z');
const endsAt = new Date('2026-03-05T03:00:00Z');
const hours = (at: Date, count: number) => new Date(at.getTime() + count * 3_600_000);

let desk: Desk;
let colleague: Someone;
let helpers: [Someone, Someone];

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
  colleague = { ...(await createMember(prisma, desk.committee, 'officer')), accountId: newId() };
  const neighbour = async (name: string): Promise<Someone> => ({
    ...(await createClaimant(prisma, { displayName: name, homeCommunityId: desk.community.id })),
    accountId: newId(),
  });
  helpers = [await neighbour('赵磊'), await neighbour('孙悦')];
});

/** What a neighbour says on the telephone, or a form says on paper, about somebody who has no phone of their own. */
async function takeDown({ channel, paperNumber }: Life) {
  const intake = await desk.takeDown({
    channel,
    paperNumber,
    requester: { name: '王阿姨', phone: '139 1234 5678' },
    servedPerson: { name: '李秀英' },
    relationship: 'neighbour',
    subject: '陪李奶奶去医院做透析',
    building: '3栋',
    door: '502',
    wishedFrom: startsAt,
    wishedUntil: endsAt,
    outcome: 'need',
    outcomeNote: null,
    consent: true,
  });
  const servedId = intake.servedPersonId ?? '';
  const needId = intake.needId ?? '';
  const task = await prisma.task.findFirstOrThrow({ where: { needId } });
  return { intake, servedId, needId, task };
}

/** Both show their documents, ask for a place, and an officer says yes to each. */
async function findTwo(taskId: string): Promise<string[]> {
  const [first] = helpers;
  expect(await refusalCodeOf(claimTask(deps, first, { task: taskId }))).toBe('IDENTITY_UNCHECKED');
  const claims: string[] = [];
  for (const helper of helpers) {
    await checkIdentity(deps, desk.officer, {
      person: helper.personId,
      documentKind: 'id_card',
      lastFour: '123X',
    });
    const claim = await claimTask(deps, helper, { task: taskId });
    expect(claim.state).toBe('requested');
    expect(await refusalCodeOf(decideClaim(deps, helper, { claim: claim.id, approve: true }))).toBe(
      'NOT_ALLOWED',
    );
    await decideClaim(deps, desk.officer, { claim: claim.id, approve: true });
    claims.push(claim.id);
  }
  return claims;
}

/** How much of the home a helper gets at this moment. */
async function homeFor(helper: Actor, claimId: string) {
  const [visit] = await findVisitsOfClaims(deps, helper, [claimId]);
  if (visit?.stage !== 'door') return { stage: visit?.stage, door: null };
  return { stage: visit.stage, door: (await viewVisitHome(deps, helper, visit)).door };
}

/** The person served says how it was, by the way everything came; whoever went does not write it down for them. */
async function judge({ channel }: Life, needId: string, servedId: string): Promise<void> {
  const said = {
    round: null,
    judgement: 'solved',
    satisfaction: 'satisfied',
    thanks: null,
    remark: null,
  } as const;
  const word = { need: needId, channel, word: 'served', ...said } as const;
  const [first] = helpers;
  const alsoOfficer = await createMember(prisma, desk.committee, 'officer', first.personId);
  expect(await refusalCodeOf(takeDownJudgement(deps, alsoOfficer, word))).toBe('SAME_PERSON');
  await takeDownJudgement(deps, colleague, word);
  expect(await prisma.needJudgement.findMany({ where: { needId } })).toMatchObject([
    { round: 1, judgement: 'solved', channel, judgedById: servedId, takenDownById: colleague.personId },
  ]);
  expect(await prisma.need.findUniqueOrThrow({ where: { id: needId } })).toMatchObject({
    status: 'closed',
    judgement: 'solved',
  });
}

/** One officer confirms, the other verifies, and each helper prints what they did. */
async function certify(servedWords: readonly string[]) {
  const records = await prisma.serviceRecord.findMany({
    where: { personId: { in: helpers.map(({ personId }) => personId) } },
  });
  expect(records.map(({ state, minutes }) => ({ state, minutes }))).toEqual([
    { state: 'proposed', minutes: 120 },
    { state: 'proposed', minutes: 120 },
  ]);
  const ids = records.map(({ id }) => id);
  expect(await confirmServiceRecords(deps, desk.officer, { records: ids })).toMatchObject({
    confirmed: ids,
    refused: [],
  });
  expect(await refusalCodes(verifyServiceRecords(deps, desk.officer, { records: ids }))).toEqual([
    'SAME_PERSON',
    'SAME_PERSON',
  ]);
  expect(await verifyServiceRecords(deps, colleague, { records: ids })).toMatchObject({
    refused: [],
  });
  for (const helper of helpers) {
    const { id } = await issueCertificate(deps, helper, { from: '2026-03-01', until: '2026-03-31' });
    const certificate = await prisma.certificate.findUniqueOrThrow({ where: { id } });
    expect(certificate).toMatchObject({ personId: helper.personId, totalMinutes: 120 });
    const statement = Buffer.from(certificate.signature.split('.')[1] ?? '', 'base64url').toString();
    for (const word of servedWords) expect(statement).not.toContain(word);
  }
}

const refusalCodes = async (answer: ReturnType<typeof verifyServiceRecords>) => (await answer).refused;

describe.each<Life>([
  { channel: 'phone', paperNumber: null, form: 'spoken' },
  { channel: 'paper', paperNumber: 'A-017', form: 'paper' },
])('a request for somebody without e-mail and mobile, by $channel', (life) => {
  test('is taken in through a neighbour, served by two, and certified', async () => {
    const { intake, servedId, needId, task } = await takeDown(life);
    expect(intake).toMatchObject({
      channel: life.channel,
      paperNumber: life.paperNumber,
      relationship: 'neighbour',
    });
    expect(await prisma.contactPoint.count({ where: { personId: servedId } })).toBe(0);
    expect(await prisma.account.count({ where: { personId: servedId } })).toBe(0);
    expect(await prisma.consent.findMany({ where: { personId: servedId } })).toMatchObject([
      { purpose: 'publish_help', form: life.form, givenById: servedId, takenById: desk.officer.personId },
    ]);
    expect(intake.need).toMatchObject({ status: 'open', placeKind: 'private_home' });

    const claims = await findTwo(task.id);
    const [first = '', second = ''] = claims;
    clock.set(hours(startsAt, -25));
    expect(await homeFor(helpers[0], first)).toMatchObject({ door: null });
    clock.set(hours(startsAt, -23));
    expect(await homeFor(helpers[0], first)).toEqual({ stage: 'door', door: '502' });
    expect(await homeFor(helpers[1], first)).toMatchObject({ door: null });
    expect(
      await prisma.contactView.count({ where: { subjectId: servedId, viewerId: helpers[0].personId } }),
    ).toBe(1);

    clock.set(startsAt);
    if (life.channel === 'paper') {
      const onPaper = { ...desk.officer, channel: 'paper' as const };
      await checkInMany(deps, onPaper, { claims });
      clock.set(endsAt);
      await checkOutMany(deps, onPaper, { claims });
    } else {
      await arriveAtHome(deps, helpers[0], { claim: first, code: null });
      await arriveAtHome(deps, helpers[1], { claim: second, code: null });
      clock.set(endsAt);
      await leaveHome(deps, helpers[0], { claim: first, code: null });
      await leaveHome(deps, helpers[1], { claim: second, code: null });
    }
    expect(
      await prisma.history.findMany({ where: { subjectId: first, action: 'claim:checked_in' } }),
    ).toMatchObject([{ channel: life.channel === 'paper' ? 'paper' : 'web' }]);
    clock.set(hours(endsAt, 1));
    expect(await homeFor(helpers[0], first)).toMatchObject({ door: null });

    await settleNeeds(deps);
    await settleNeeds(deps);
    expect(await prisma.need.findUniqueOrThrow({ where: { id: needId } })).toMatchObject({
      status: 'completed',
    });

    clock.set('2026-03-06T01:00:00Z');
    await judge(life, needId, servedId);

    clock.set('2026-03-07T01:00:00Z');
    await certify(['李秀英', '王阿姨', '透析', '502', '3栋']);
  });
});
