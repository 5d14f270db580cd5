import { describe, expect, it } from 'vitest';
import { periodOf } from './period';

const read = (asked: Record<string, string>) => periodOf(new URLSearchParams(asked), 'Asia/Shanghai');

describe('the period of a page of hours', () => {
  it('is this year up to today unless the address says otherwise', () => {
    const { from, until, by, problems } = read({});
    expect(from).toMatch(/^\d{4}-01-01$/);
    expect(until.slice(0, 4)).toBe(from.slice(0, 4));
    expect([by, problems]).toEqual(['month', null]);
  });

  it('counts both days, in the community’s own calendar', () => {
    expect(read({ from: '2026-02-01', until: '2026-02-28', by: 'volunteer' })).toMatchObject({
      startsAt: '2026-01-31T16:00:00Z',
      endsAt: '2026-02-28T16:00:00Z',
      by: 'volunteer',
      problems: null,
    });
  });

  it.each([
    '',
    '二月',
    '2026-02-30',
    '2026-2-1',
    '01/02/2026',
    '2026-02-01T00:00',
    '9999-12-31',
    '0000-01-01',
  ])('is none when a day is written %j', (text) => {
    const { startsAt, endsAt, problems } = read({ from: text, until: text });
    expect([startsAt, endsAt]).toEqual([null, null]);
    expect(problems).toEqual({
      from: [expect.stringContaining('2026-03-01')],
      until: [expect.stringContaining('2026-03-01')],
    });
  });

  it('is none when it ends before it begins', () => {
    expect(read({ from: '2026-02-01', until: '2026-01-31' }).problems).toEqual({
      until: [expect.stringMatching(/[.。]$/)],
    });
  });
});
