import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClaimState } from '~/generated/prisma/enums';
import { knowsBuilding, releasedFrom, releaseOf, type VisitFacts, type VisitStage } from './rules';

const startsAt = new Date('2026-03-03T01:00:00Z');
const endsAt = new Date('2026-03-03T03:00:00Z');
const after = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds);
const hour = 3_600_000;

const helper: VisitFacts = {
  reader: 'helper',
  state: 'confirmed',
  startsAt,
  endsAt,
  cancelled: false,
  servedBefore: true,
  partner: false,
  partnerLeft: false,
};

describe('what a confirmed helper reads of a home', () => {
  test.each([
    ['a millisecond too early', after(startsAt, -24 * hour - 1), 'building'],
    ['24 hours before the start', after(startsAt, -24 * hour), 'door'],
    ['a millisecond before the end', after(endsAt, -1), 'door'],
    ['at the end', endsAt, 'over'],
  ] as const)('%s', (_when, now, stage) => {
    expect(releaseOf(helper, now)).toBe(stage);
  });

  test('waits for a second person on the first visit, and locks again without one', () => {
    const first = { ...helper, servedBefore: false };
    expect(releaseOf(first, startsAt)).toBe('partner');
    expect(releaseOf({ ...first, partner: true }, startsAt)).toBe('door');
    // A partner who has left counts only for those who are in already.
    expect(releaseOf({ ...first, partnerLeft: true }, startsAt)).toBe('partner');
    expect(releaseOf({ ...first, partnerLeft: true, state: 'checked_in' }, startsAt)).toBe('door');
  });

  test('stays while they are in, for twelve hours at most', () => {
    const isIn = { ...helper, state: 'checked_in' as const };
    expect(releaseOf(isIn, after(endsAt, 12 * hour - 1))).toBe('door');
    expect(releaseOf(isIn, after(endsAt, 12 * hour))).toBe('over');
    expect(releaseOf({ ...helper, state: 'attended' }, startsAt)).toBe('over');
  });

  test('is the area alone while nobody has agreed, and nothing once the task is off', () => {
    expect(releaseOf({ ...helper, state: 'requested' }, startsAt)).toBe('area');
    expect(releaseOf({ ...helper, state: 'withdrawn' }, startsAt)).toBe('over');
    expect(releaseOf({ ...helper, cancelled: true }, startsAt)).toBe('over');
  });
});

test('a coordinator has the same window, an officer none', () => {
  const coordinator = { ...helper, reader: 'coordinator' as const };
  expect(releaseOf(coordinator, after(startsAt, -24 * hour - 1))).toBe('building');
  expect(releaseOf(coordinator, after(startsAt, -24 * hour))).toBe('door');
  expect(releaseOf(coordinator, endsAt)).toBe('over');
  expect(releaseOf({ ...coordinator, state: 'requested' }, startsAt)).toBe('building');
  expect(releaseOf({ ...coordinator, reader: 'officer' }, after(endsAt, 100 * hour))).toBe('door');
});

const anyFacts = fc.record({
  reader: fc.constantFrom('helper', 'coordinator', 'officer' as const),
  state: fc.constantFrom(...Object.values(ClaimState)),
  startsAt: fc.constant(startsAt),
  endsAt: fc.constant(endsAt),
  cancelled: fc.boolean(),
  servedBefore: fc.boolean(),
  partner: fc.boolean(),
  partnerLeft: fc.boolean(),
});
const anyMoment = fc.integer({ min: -72 * hour, max: 72 * hour }).map((by) => after(startsAt, by));

describe('whatever the facts', () => {
  test('a door is open to helpers and coordinators only within the window, and to helpers only once confirmed', () => {
    fc.assert(
      fc.property(anyFacts, anyMoment, (facts, now) => {
        if (facts.reader === 'officer' || releaseOf(facts, now) !== 'door') return;
        expect(now >= releasedFrom(facts)).toBe(true);
        expect(now < after(endsAt, facts.state === 'checked_in' ? 12 * hour : 0)).toBe(true);
        expect(facts.cancelled).toBe(false);
        if (facts.reader === 'coordinator') return;
        expect(['confirmed', 'checked_in']).toContain(facts.state);
        expect(facts.servedBefore || facts.partner || facts.partnerLeft).toBe(true);
      }),
    );
  });

  test('losing a partner never opens more, and what is over stays over', () => {
    const openness = (stage: VisitStage) => (stage === 'door' ? 2 : knowsBuilding(stage) ? 1 : 0);
    fc.assert(
      fc.property(anyFacts, anyMoment, fc.nat(hour), (facts, now, later) => {
        const stage = releaseOf(facts, now);
        expect(openness(releaseOf({ ...facts, partner: false }, now))).toBeLessThanOrEqual(openness(stage));
        if (stage === 'over') expect(releaseOf(facts, after(now, later))).toBe('over');
      }),
    );
  });
});
