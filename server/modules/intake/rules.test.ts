import { describe, expect, it } from 'vitest';
import {
  fitsRelationship,
  followStateOf,
  inLines,
  inOneLine,
  isNumber,
  missingOf,
  readNumber,
  titleOf,
} from './rules';

const now = new Date('2026-03-02T01:00:00Z');
const later = new Date('2026-03-03T01:00:00Z');

describe('what a draft waits for', () => {
  it.each([
    [{ status: 'draft', endsAt: null }, false, ['CONSENT', 'TIME']],
    [{ status: 'draft', endsAt: null }, true, ['TIME']],
    [{ status: 'draft', endsAt: later }, false, ['CONSENT']],
    [{ status: 'draft', endsAt: later }, true, []],
    [{ status: 'draft', endsAt: now }, true, ['TIME']],
    [{ status: 'open', endsAt: null }, false, []],
  ] as const)('%j, consented %s: %j', (need, consented, missing) => {
    expect(missingOf(need, consented, now)).toEqual(missing);
  });
});

describe('the relationship of whoever asks', () => {
  it.each([
    ['self', true, true],
    ['self', false, false],
    ['neighbour', false, true],
    ['neighbour', true, false],
  ] as const)('%s, for themselves %s: %s', (relationship, forThemselves, fits) => {
    expect(fitsRelationship(relationship, forThemselves)).toBe(fits);
  });
});

describe('the title of a need', () => {
  it('is the subject as it was said', () => expect(titleOf('买菜送上楼')).toBe('买菜送上楼'));

  it('is cut to 120 characters, never within one', () => {
    const title = titleOf('𠮷'.repeat(121));
    expect([...title]).toHaveLength(120);
    expect(title.endsWith('𠮷…')).toBe(true);
  });
});

describe('the state that whoever asked follows', () => {
  it.each([
    ['complaint', null, 'received'],
    ['answered', null, 'answered'],
    ['passed_on', null, 'passed_on'],
    ['refused', null, 'refused'],
    ['need', 'draft', 'waiting'],
    ['need', 'in_review', 'waiting'],
    ['need', 'open', 'published'],
    ['need', 'in_progress', 'in_progress'],
    ['need', 'closed', 'completed'],
    ['need', 'cancelled', 'cancelled'],
  ] as const)('%s, need %s: %s', (outcome, status, state) => {
    const need = status && { kind: 'help' as const, status, round: 1 };
    expect(followStateOf(outcome, need)).toBe(state);
  });

  it('asks how help turned out once it is over, and nobody about an activity', () => {
    expect(followStateOf('need', { kind: 'help', status: 'completed', round: 1 })).toBe('to_judge');
    expect(followStateOf('need', { kind: 'activity', status: 'completed', round: 1 })).toBe('completed');
  });

  it('is opened again until the next visit begins', () => {
    expect(followStateOf('need', { kind: 'help', status: 'open', round: 2 })).toBe('reopened');
    expect(followStateOf('need', { kind: 'help', status: 'in_progress', round: 2 })).toBe('in_progress');
  });
});

it.each(['2026-000123', ' 2026 - 000123 ', '２０２６－０００１２３', '2026–000123', '2026—000123'])(
  'reads the number %j',
  (typed) => expect(readNumber(typed)).toBe('2026-000123'),
);

describe('what is typed', () => {
  it('is one line without control characters', () =>
    expect(inOneLine(' a\u0000b\r\nc\u0085d\t')).toBe('a b c d'));

  it('keeps the line breaks of a longer text', () =>
    expect(inLines('\u0000a\r\nb\rc\n\nd\u0007\t\ne\u009f')).toBe('a\nb\nc\n\nd \ne'));

  it.each([
    ['2026-000123', true],
    ['2026-1000000', true],
    ['2026-00012', false],
    ['2026-000123\n', false],
    ['2026-000123\u0000', false],
    ['', false],
  ])('%j is shaped like a number: %s', (text, shaped) => expect(isNumber(text)).toBe(shaped));
});
