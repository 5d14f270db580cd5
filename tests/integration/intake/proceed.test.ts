import { beforeEach, describe, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import { proceedWithIntake } from '~/server/modules/intake/proceed-with-intake';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import type { Actor } from '~/server/policy/actor';
import { InvalidInput } from '~/server/policy/refusal';
import { actorFor } from '~/tests/factories/actor';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createDesk, type Desk } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000);

let desk: Desk;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  desk = await createDesk(deps);
});

const window = () => ({ wishedFrom: inHours(24), wishedUntil: inHours(26) });
const help = (overrides: Record<string, unknown> = {}) =>
  desk.takeDown({ outcome: 'need', outcomeNote: null, subject: '陪诊去三医院', ...overrides });
const proceed = (intake: string, consent: boolean | null = null, actor: Actor = desk.officer) =>
  proceedWithIntake(deps, actor, { intake, consent });
const statusOf = async (needId: string | null) =>
  (await prisma.need.findUniqueOrThrow({ where: { id: needId ?? '' } })).status;
const consentsTo = (needId: string | null) => prisma.consent.findMany({ where: { scope: needId } });
const actionsOn = async (id: string) =>
  (await prisma.history.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

describe('consent given later', () => {
  test('is written down the way the request came, and publishes what has its time', async () => {
    const intake = await help({ ...window(), channel: 'paper' });
    expect(await proceed(intake.id, true)).toEqual({ intakeId: intake.id });
    expect(await consentsTo(intake.needId)).toMatchObject([
      {
        personId: intake.servedPersonId,
        form: 'paper',
        givenById: intake.servedPersonId,
        takenById: desk.officer.personId,
      },
    ]);
    expect(await statusOf(intake.needId)).toBe('open');
    expect(await actionsOn(intake.id)).toEqual(['intake:taken_down', 'intake:consented']);
    expect(await actionsOn(intake.needId ?? '')).toEqual(['need:drafted', 'need:published']);
  });

  test('is given for a ward by the guardian who asked, and by nobody where none is known', async () => {
    const ward = { ...window(), servedPerson: { name: '小明' }, relationship: 'guardian' };
    const intake = await help(ward);
    await proceed(intake.id, true);
    expect(await consentsTo(intake.needId)).toMatchObject([
      { personId: intake.servedPersonId, form: 'guardian', givenById: intake.requesterId },
    ]);
    const nameless = await help({ ...ward, requester: {} });
    await expect(proceed(nameless.id, true)).rejects.toThrow(InvalidInput);
    expect(await consentsTo(nameless.needId)).toEqual([]);
    expect(await statusOf(nameless.needId)).toBe('draft');
  });

  test('leaves a draft without a time a draft, and is written down once', async () => {
    const intake = await help();
    await proceed(intake.id, true);
    await proceed(intake.id, true);
    expect(await statusOf(intake.needId)).toBe('draft');
    expect(await consentsTo(intake.needId)).toHaveLength(1);
    expect(await actionsOn(intake.id)).toEqual(['intake:taken_down', 'intake:consented']);
  });
});

test('a draft that waits for consent is not published without it', async () => {
  const intake = await help(window());
  await proceed(intake.id);
  expect(await statusOf(intake.needId)).toBe('draft');
  expect(await consentsTo(intake.needId)).toEqual([]);
});

test('a draft that waited for its time alone is published once it has one', async () => {
  const intake = await help({ consent: true });
  await proceed(intake.id);
  const { version, communityId, title, summary } = await prisma.need.findUniqueOrThrow({
    where: { id: intake.needId ?? '' },
  });
  const timed = PostNeedInput.parse({
    id: encodeId('Need', intake.needId ?? ''),
    version,
    community: encodeId('Community', communityId),
    title,
    summary,
    tasks: [{ title, startsAt: inHours(24), endsAt: inHours(26), minimumPlaces: 2, maximumPlaces: 2 }],
  });
  await postNeed(deps, desk.officer, timed);
  expect(await statusOf(intake.needId)).toBe('draft');
  await proceed(intake.id);
  expect(await statusOf(intake.needId)).toBe('open');
});

test('only a draft made of an intake goes on, for its own committee, once', async () => {
  const intake = await help(window());
  const there = await createDesk(deps);
  expect(await refusalCodeOf(proceed(intake.id, true, there.officer))).toBe('NOT_FOUND');
  const requester = actorFor(intake.requesterId ?? '');
  expect(await refusalCodeOf(proceed(intake.id, true, requester))).toBe('NOT_ALLOWED');
  const answers = await Promise.allSettled([1, 2].map(() => proceed(intake.id, true)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await refusalCodeOf(proceed(intake.id))).toBe('WRONG_STATE');
  const { id: answered } = await desk.takeDown();
  expect(await refusalCodeOf(proceed(answered))).toBe('WRONG_STATE');
  const cancelled = await help(window());
  await cancelNeed(deps, desk.officer, { id: cancelled.needId ?? '', reason: '不需要了' });
  expect(await refusalCodeOf(proceed(cancelled.id, true))).toBe('WRONG_STATE');
  expect(await consentsTo(cancelled.needId)).toEqual([]);
});
