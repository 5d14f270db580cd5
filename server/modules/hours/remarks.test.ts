import { describe, expect, test } from 'vitest';
import { remarkCodes, remarkSentence, remarksOf, workingDaysBetween, type RemarkFacts } from './remarks';

const fine: RemarkFacts = {
  minutes: 120,
  scheduledMinutes: 120,
  endsAt: new Date('2026-03-02T11:00:00Z'),
  recordedAt: new Date('2026-03-02T11:05:00Z'),
  hasClaim: true,
  evidenceLevel: 2,
  sentAfterwards: false,
  overlapsAnother: false,
  gapMinutes: null,
  gapMetres: null,
  confirmedRecords: 3,
  confirmedBySame: 3,
};
const of = (facts: Partial<RemarkFacts>) => remarksOf({ ...fine, ...facts });

describe('a record is remarked on', () => {
  test('not when it is as it should be', () => {
    expect(remarksOf(fine)).toEqual([]);
  });

  test('when it is longer than ten hours, or an hour longer than the task', () => {
    expect(of({ minutes: 601, scheduledMinutes: null })).toEqual(['overlong']);
    expect(of({ minutes: 181 })).toEqual(['overlong']);
    expect(of({ minutes: 180 })).toEqual([]);
  });

  test('when the way from the service before would need more than 60 km/h', () => {
    expect(of({ gapMinutes: 5, gapMetres: 8_000 })).toEqual(['faster_than_distance']);
    expect(of({ gapMinutes: 10, gapMetres: 8_000 })).toEqual([]);
    expect(of({ gapMinutes: 0, gapMetres: 900 })).toEqual([]);
  });

  test('when it overlaps another, has no claim, or rests on staff alone', () => {
    expect(of({ overlapsAnother: true })).toEqual(['two_places_at_once']);
    expect(of({ hasClaim: false })).toEqual(['no_claim']);
    expect(of({ evidenceLevel: 0 })).toEqual(['staff_word_only']);
  });

  test('when it was entered more than ten working days after the end', () => {
    expect(of({ recordedAt: new Date('2026-03-16T20:00:00Z') })).toEqual([]);
    expect(of({ recordedAt: new Date('2026-03-17T08:00:00Z') })).toEqual(['entered_late']);
  });

  test('when a device kept it until it could not have been entered any more', () => {
    expect(of({ sentAfterwards: true })).toEqual(['sent_afterwards']);
  });

  test('when one person confirmed every one of ten or more', () => {
    expect(of({ confirmedRecords: 10, confirmedBySame: 10 })).toEqual(['same_confirmer']);
    expect(of({ confirmedRecords: 10, confirmedBySame: 9 })).toEqual([]);
  });
});

test('working days leave out weekends and the first day', () => {
  const at = (day: string) => new Date(`2026-03-${day}T12:00:00Z`);
  expect(workingDaysBetween(at('02'), at('02'))).toBe(0);
  expect(workingDaysBetween(at('06'), at('09'))).toBe(1);
  expect(workingDaysBetween(at('02'), at('16'))).toBe(10);
});

test('every remark has words in both languages', () => {
  for (const code of remarkCodes) {
    expect(remarkSentence(code, 'en').length).toBeGreaterThan(10);
    expect(remarkSentence(code, 'zh-CN')).toMatch(/\p{Script=Han}/u);
  }
});
