import { parse } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Claim } from '~/generated/prisma/client';
import { encodeId } from '~/server/database/id';
import { schema } from '~/server/graphql/schema';
import { addCareNote } from '~/server/modules/contact/add-care-note';
import { endCareNote } from '~/server/modules/contact/end-care-note';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { savePlaceOfIntake } from '~/server/modules/contact/save-address';
import { findHomeVisits } from '~/server/modules/visits/queries';
import type { Actor } from '~/server/policy/actor';
import { InvalidInput } from '~/server/policy/refusal';
import { asker } from '~/tests/faults/matrix/answer';
import { createMember } from '~/tests/factories/actor';
import { createOrganisation } from '~/tests/factories/organisation';
import { createIntake } from '~/tests/factories/intake';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';
import { createVisit, type Helper, type Visit } from './setting';

const database = await createTestDatabase();
const { prisma } = database;
const clock = new TestClock();
const deps = testDeps(database, { clock });
const ask = asker(schema, deps);

let visit: Visit;
let anna: Helper;
let ben: Helper;

beforeEach(async () => {
  clock.set('2026-03-02T01:00:00Z');
  visit = await createVisit(deps);
  [anna, ben] = [await visit.helper('安娜'), await visit.helper('本')];
});

const text = `query ($id: ID!) { claim(id: $id) { visit { stage building home { name door phone careNotes { text } } } } }`;
parse(text);

/** What somebody reads of the home of a claim. */
async function read(who: Actor, { id }: Pick<Claim, 'id'>) {
  const { data, errors } = await ask(who, text, { id: encodeId('Claim', id) });
  expect(errors).toBeUndefined();
  const { claim } = data as {
    claim: { visit: { stage: string; building: string | null; home: object | null } | null } | null;
  };
  return claim?.visit ?? null;
}
const whole = { name: '李秀英', door: '502', phone: '+8613912345678', careNotes: [] };
const views = (what = 'visit_home') =>
  prisma.contactView.findMany({ where: { subjectId: visit.served.id, what }, orderBy: { at: 'asc' } });
const before = (milliseconds: number) => new Date(visit.startsAt.getTime() - milliseconds);
const day = 86_400_000;

describe('a door', () => {
  test('opens to two confirmed helpers a day before, is logged, and closes at the end', async () => {
    const claim = await visit.confirm(anna);
    await visit.confirm(ben);
    clock.set(before(day + 1));
    expect(await read(anna, claim)).toEqual({ stage: 'building', building: '3栋', home: null });
    clock.set(before(day));
    expect(await read(anna, claim)).toEqual({ stage: 'door', building: '3栋', home: whole });
    clock.set(visit.endsAt);
    expect(await read(anna, claim)).toEqual({ stage: 'over', building: null, home: null });
    expect(await views()).toMatchObject([
      { viewerId: anna.personId, refused: true },
      { viewerId: anna.personId, refused: false },
      { viewerId: anna.personId, refused: true },
    ]);
    expect(await views('visit_building')).toHaveLength(1);
  });

  test.each([
    ['of the same building, said at the desk without its door', { building: '3栋', door: null }, '502'],
    ['of another building', { building: '9栋', door: null }, null],
    ['with a door of its own', { building: '3栋', door: '601' }, '601'],
  ])('is the known one for a place %s', async (_place, place, door) => {
    const intake = await createIntake(prisma, {
      communityId: visit.community.id,
      organisationId: visit.committee.id,
      takenInById: visit.officer.personId,
      outcome: 'need',
      needId: visit.task.needId,
      servedPersonId: visit.served.id,
    });
    await savePlaceOfIntake(prisma, intake.id, { area: visit.community.name, ...place });
    const claim = await visit.confirm(anna);
    await visit.confirm(ben);
    clock.set(before(day));
    expect(await read(anna, claim)).toMatchObject({ building: place.building, home: { door } });
  });

  test('stays shut on a first visit without a second person, and shuts again when they withdraw', async () => {
    const claim = await visit.confirm(anna);
    clock.set(before(day));
    expect(await read(anna, claim)).toMatchObject({ stage: 'partner', home: null });
    const other = await visit.confirm(ben);
    expect(await read(anna, claim)).toMatchObject({ stage: 'door', home: whole });
    await withdrawClaim(deps, ben, { claim: other.id, reason: null });
    expect(await read(anna, claim)).toMatchObject({ stage: 'partner', home: null });
  });

  test('opens to somebody alone who has been there before, and to nobody who was', async () => {
    const earlier = await visit.need(before(7 * day), before(7 * day - 1_000_000));
    const past = await visit.confirm(anna, earlier);
    await prisma.claim.update({ where: { id: past.id }, data: { state: 'attended' } });
    const claim = await visit.confirm(anna);
    clock.set(before(day));
    expect(await read(anna, claim)).toMatchObject({ stage: 'door', home: whole });
    expect(await read(anna, past)).toEqual({ stage: 'over', building: null, home: null });
  });

  test('is no matter of somebody who has only asked, or of another helper', async () => {
    const claim = await visit.confirm(anna);
    await prisma.claim.update({ where: { id: claim.id }, data: { state: 'requested' } });
    clock.set(before(day));
    expect(await read(anna, claim)).toEqual({ stage: 'area', building: null, home: null });
    expect(await read(ben, claim)).toBeNull();
    // Whoever acts for a helper does not go in for them.
    expect(await read({ ...ben, onBehalfOfId: anna.personId }, claim)).toBeNull();
  });
});

describe('who runs the day', () => {
  const ofTask = `query ($id: ID!) { task(id: $id) { visit { stage home { door } } } }`;
  async function readTask(who: Actor, id: string) {
    const { data } = await ask(who, ofTask, { id: encodeId('Task', id) });
    return (data as { task: { visit: object | null } | null }).task?.visit ?? null;
  }

  test('reads it in the same window when it is their own task; an officer at any time; both are logged', async () => {
    const unit = await createOrganisation(prisma, { communityId: visit.community.id });
    const coordinator = await createMember(prisma, unit, 'coordinator');
    const task = await visit.need(visit.startsAt, visit.endsAt, unit.id);
    const { id } = await visit.confirm(anna, task);
    clock.set(before(day + 1));
    expect(await readTask(coordinator, task.id)).toEqual({ stage: 'building', home: null });
    expect(await readTask(visit.officer, task.id)).toEqual({ stage: 'door', home: { door: '502' } });
    clock.set(before(day));
    expect(await readTask(coordinator, task.id)).toEqual({ stage: 'door', home: { door: '502' } });
    clock.set(visit.endsAt);
    expect(await readTask(coordinator, task.id)).toEqual({ stage: 'over', home: null });
    expect((await views()).map(({ viewerId, refused }) => [viewerId, refused])).toEqual([
      [coordinator.personId, true],
      [visit.officer.personId, false],
      [coordinator.personId, false],
      [coordinator.personId, true],
    ]);
    // Where nobody goes, there is no door to know.
    clock.set(before(day));
    await prisma.claim.update({ where: { id }, data: { state: 'requested' } });
    expect(await readTask(coordinator, task.id)).toEqual({ stage: 'building', home: null });
    expect(await read(coordinator, { id })).toMatchObject({ stage: 'building', home: null });
  });

  test('still finds a visit under way whose request was closed meanwhile', async () => {
    const claim = await visit.confirm(anna);
    clock.set(visit.endsAt);
    await prisma.claim.update({ where: { id: claim.id }, data: { state: 'checked_in' } });
    await prisma.need.update({ where: { id: visit.task.needId }, data: { status: 'closed' } });
    expect(await findHomeVisits(deps, visit.officer)).toEqual([visit.task.id]);
    await prisma.claim.update({ where: { id: claim.id }, data: { state: 'attended' } });
    expect(await findHomeVisits(deps, visit.officer)).toEqual([]);
  });

  test('of another unit, or in another community, reads nothing', async () => {
    const unit = await createOrganisation(prisma, { communityId: visit.community.id });
    const coordinator = await createMember(prisma, unit, 'coordinator');
    const there = await createVisit(deps);
    clock.set(before(day));
    expect(await readTask(coordinator, visit.task.id)).toBeNull();
    expect(await readTask(there.officer, visit.task.id)).toBeNull();
    expect(await views()).toEqual([]);
  });
});

describe('care notes', () => {
  const write = (audience: 'helper' | 'committee', consent = false) =>
    addCareNote(deps, visit.officer, {
      person: visit.served.id,
      audience,
      text: `${audience}: 听力不好`,
      consent,
      channel: 'phone',
    });

  test('for helpers need consent, and are read with the door; those of the committee never leave it', async () => {
    await expect(write('helper')).rejects.toThrow(InvalidInput);
    await write('helper', true);
    await write('committee');
    expect(await prisma.consent.findMany({ where: { personId: visit.served.id } })).toMatchObject([
      { purpose: 'health_notes', form: 'spoken', takenById: visit.officer.personId },
    ]);
    const claim = await visit.confirm(anna);
    await visit.confirm(ben);
    clock.set(before(day));
    expect(await read(anna, claim)).toMatchObject({ home: { careNotes: [{ text: 'helper: 听力不好' }] } });
    const note = await prisma.careNote.findFirstOrThrow({
      where: { personId: visit.served.id, audience: 'helper' },
    });
    await endCareNote(deps, visit.officer, { id: note.id });
    expect(await read(anna, claim)).toMatchObject({ home: { careNotes: [] } });
    expect(await refusalCodeOf(endCareNote(deps, visit.officer, { id: note.id }))).toBe('ALREADY_DONE');
  });

  test('are shown no more once the consent was withdrawn', async () => {
    await write('helper', true);
    const claim = await visit.confirm(anna);
    await visit.confirm(ben);
    clock.set(before(day));
    await prisma.consent.updateMany({
      where: { personId: visit.served.id },
      data: { withdrawnAt: clock.now() },
    });
    expect(await read(anna, claim)).toMatchObject({ home: { careNotes: [] } });
  });

  test('are written by officers of their community alone', async () => {
    const there = await createVisit(deps);
    const foreign = addCareNote(deps, there.officer, {
      person: visit.served.id,
      audience: 'committee',
      text: 'x',
    });
    expect(await refusalCodeOf(foreign)).toBe('NOT_FOUND');
    expect(
      await refusalCodeOf(
        addCareNote(deps, anna, { person: visit.served.id, audience: 'committee', text: 'x' }),
      ),
    ).toBe('NOT_ALLOWED');
  });
});
