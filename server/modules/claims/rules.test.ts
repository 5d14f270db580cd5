import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClaimState } from '~/generated/prisma/enums';
import {
  decisionOn,
  isLateWithdrawal,
  refusalOf,
  refusalOfViolation,
  withdrawalRefusal,
  type ClaimFacts,
} from './rules';

const fine: ClaimFacts = {
  needStatus: 'open',
  suspended: false,
  cancelled: false,
  started: false,
  open: true,
  alreadyClaimed: false,
  identityFits: true,
  notRefused: true,
  ageKnown: true,
  ageFits: true,
  skillsFit: true,
  termsAccepted: true,
  overlaps: false,
  capReached: false,
  drawPending: false,
  full: false,
};

/** Each obstacle with its refusal, the most lasting first. */
const obstacles: [Partial<ClaimFacts>, string][] = [
  [{ needStatus: 'draft' }, 'NOT_FOUND'],
  [{ suspended: true }, 'SUSPENDED'],
  [{ cancelled: true }, 'TASK_CANCELLED'],
  [{ started: true }, 'STARTED'],
  [{ open: false }, 'NOT_OPEN'],
  [{ alreadyClaimed: true }, 'ALREADY_CLAIMED'],
  [{ identityFits: false }, 'IDENTITY_UNCHECKED'],
  [{ ageKnown: false }, 'AGE_UNKNOWN'],
  [{ ageFits: false }, 'UNDER_AGE'],
  [{ skillsFit: false }, 'MISSING_SKILL'],
  [{ termsAccepted: false }, 'TERMS_NOT_ACCEPTED'],
  [{ overlaps: true }, 'OVERLAPS'],
  [{ capReached: true }, 'WEEKLY_CAP'],
  [{ drawPending: true }, 'DRAW_PENDING'],
  [{ full: true }, 'FULL'],
];

describe('why a task cannot be claimed', () => {
  test('is nothing when nothing stands in the way', () => {
    expect(refusalOf(fine)).toBeNull();
  });

  test('is not found where there is no such task', () => {
    expect(refusalOf(null)).toBe('NOT_FOUND');
  });

  test.each(obstacles)('%j is refused with %s', (facts, code) => {
    expect(refusalOf({ ...fine, ...facts })).toBe(code);
  });

  test('names the most lasting of several reasons', () => {
    fc.assert(
      fc.property(fc.subarray(obstacles, { minLength: 1 }), (some) => {
        const facts = some.reduce((all, [facts]) => ({ ...all, ...facts }), fine);
        expect(refusalOf(facts)).toBe(some[0]?.[1]);
      }),
    );
  });
});

test('a constraint of the database speaks in the words of the domain', () => {
  expect(refusalOfViolation('23P01', 'claim_no_overlap')).toBe('OVERLAPS');
  expect(refusalOfViolation('23505', 'claim_one_live')).toBe('ALREADY_CLAIMED');
  expect(refusalOfViolation('23514', 'task_taken')).toBe('FULL');
  expect(refusalOfViolation('23505', 'Claim_pkey')).toBeNull();
});

describe('withdrawing', () => {
  const startsAt = new Date('2026-03-01T09:00:00Z');
  const task = { startsAt, withdrawUntilMinutes: 120 };
  const at = (minutesBefore: number) => new Date(startsAt.getTime() - minutesBefore * 60_000);

  test('is open until the deadline, late with a reason after it, and over with the start', () => {
    const refusal = (minutesBefore: number, saysWhy: boolean) =>
      withdrawalRefusal({ state: 'confirmed' }, task, at(minutesBefore), saysWhy);
    expect([refusal(120, false), refusal(119, true), refusal(0, true)]).toEqual([null, null, null]);
    expect([refusal(119, false), refusal(-1, true)]).toEqual(['REASON_NEEDED', 'WITHDRAW_TOO_LATE']);
    const isLate = (minutesBefore: number) =>
      isLateWithdrawal({ state: 'confirmed' }, task, at(minutesBefore));
    expect([isLate(120), isLate(119)]).toEqual([false, true]);
    expect(isLateWithdrawal({ state: 'requested' }, task, at(1))).toBe(false);
  });

  test('a request, which holds no place, can be taken back until the start', () => {
    expect(withdrawalRefusal({ state: 'requested' }, task, at(0), false)).toBeNull();
    expect(withdrawalRefusal({ state: 'requested' }, task, at(-1), true)).toBe('WITHDRAW_TOO_LATE');
  });

  test('what was served or ended cannot be taken back', () => {
    expect(withdrawalRefusal({ state: 'checked_in' }, task, at(500), true)).toBe('WRONG_STATE');
    expect(withdrawalRefusal({ state: 'withdrawn' }, task, at(500), true)).toBe('ALREADY_DONE');
  });
});

describe('deciding a claim', () => {
  test('a request is confirmed or declined', () => {
    expect(decisionOn('requested', true, null)).toEqual({ to: 'confirmed' });
    expect(decisionOn('requested', false, null)).toEqual({ to: 'declined' });
  });

  test('a confirmed claim is released only with a reason', () => {
    expect(decisionOn('confirmed', false, null)).toEqual({ refusal: 'REASON_NEEDED' });
    expect(decisionOn('confirmed', false, 'The walk is shorter')).toEqual({ to: 'released' });
  });

  test.each(
    Object.values(ClaimState).filter(
      (state) => !['requested', 'confirmed', 'invited', 'waitlisted', 'offered'].includes(state),
    ),
  )('nothing is decided about a claim that is %s', (state) => {
    expect(decisionOn(state, true, null)).toHaveProperty('refusal');
    expect(decisionOn(state, false, 'why')).toHaveProperty('refusal');
  });
});
