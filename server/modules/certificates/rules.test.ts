import { describe, expect, test } from 'vitest';
import { certificateNumber, initialsOf, issuingCommunity, verdictOf, type CheckFacts } from './rules';

test('a number says year, community and running number', () => {
  expect(certificateNumber(2026, 'bk03', 12)).toBe('2026-bk03-000012');
});

test('initials let a reader compare a name and tell nobody else', () => {
  expect(initialsOf('王小明')).toBe('王**');
  expect(initialsOf('欧阳')).toBe('欧*');
  expect(initialsOf('𠮷田')).toBe('𠮷*');
  expect(initialsOf('Maria  López')).toBe('M. L.');
  expect(initialsOf('王')).toBe('王*');
});

test('the community with most of the minutes issues', () => {
  expect(issuingCommunity([])).toBeNull();
  expect(
    issuingCommunity([
      { communityId: 'a', minutes: 60 },
      { communityId: 'b', minutes: 50 },
      { communityId: 'b', minutes: 20 },
    ]),
  ).toBe('b');
});

describe('the verdict', () => {
  const genuine: CheckFacts = {
    known: true,
    ownKey: true,
    signed: true,
    sameWords: true,
    sameCheck: true,
    rowsAgree: true,
    revoked: false,
    recordsStand: true,
  };
  test.each<[Partial<CheckFacts>, string]>([
    [{}, 'valid'],
    [{ known: false }, 'unknown'],
    [{ ownKey: false, signed: false, sameWords: false }, 'wrong_key'],
    [{ sameWords: false, signed: false }, 'altered'],
    [{ rowsAgree: false }, 'altered'],
    [{ signed: false }, 'wrong_key'],
    [{ revoked: true }, 'revoked'],
    [{ recordsStand: false }, 'revoked'],
    [{ revoked: true, rowsAgree: false }, 'altered'],
    [{ sameCheck: false }, 'wrong_check'],
    [{ sameCheck: false, revoked: true }, 'wrong_check'],
    [{ sameCheck: false, rowsAgree: false }, 'altered'],
  ])('of %j is %s', (facts, verdict) => {
    expect(verdictOf({ ...genuine, ...facts })).toBe(verdict);
  });
});
