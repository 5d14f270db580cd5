import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { dateOf, daysLater, windowOn } from '~/server/modules/communities/days';
import { consentStateOf, comesAlone, daysLate, dueDays, nextDueDay } from './rules';

const day = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const interval = fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const);

describe('the days on which visits are due', () => {
  it.each([
    ['daily', ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03']],
    ['weekly', ['2026-03-02']],
    ['monthly', ['2026-02-28']],
  ] as const)('%s', (interval, days) => {
    const startsOn = interval === 'monthly' ? '2026-01-31' : '2026-01-05';
    expect(dueDays({ interval, startsOn }, '2026-02-27', '2026-03-03')).toEqual(days);
  });

  it('of a month’s last day do not creep', () => {
    expect(dueDays({ interval: 'monthly', startsOn: '2026-01-31' }, '2026-01-01', '2026-05-31')).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
  });

  it('are neither skipped nor doubled, wherever a stretch of days is cut', () => {
    fc.assert(
      fc.property(
        interval,
        day,
        fc.integer({ min: -40, max: 400 }),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 0, max: 120 }),
        (interval, startsOn, offset, first, second) => {
          const rhythm = { interval, startsOn };
          const from = daysLater(startsOn, offset);
          const cut = daysLater(from, first);
          const until = daysLater(cut, second + 1);
          const whole = dueDays(rhythm, from, until);
          expect([...dueDays(rhythm, from, cut), ...dueDays(rhythm, daysLater(cut, 1), until)]).toEqual(
            whole,
          );
          expect(new Set(whole).size).toBe(whole.length);
          for (const due of whole) expect(due >= startsOn && due >= from && due <= until).toBe(true);
        },
      ),
    );
  });

  it('follow each other by one interval', () => {
    fc.assert(
      fc.property(interval, day, fc.integer({ min: 0, max: 800 }), (interval, startsOn, offset) => {
        const rhythm = { interval, startsOn };
        const due = nextDueDay(rhythm, daysLater(startsOn, offset));
        const next = nextDueDay(rhythm, daysLater(due, 1));
        const apart = Temporal.PlainDate.from(due).until(Temporal.PlainDate.from(next)).days;
        if (interval === 'daily') expect(apart).toBe(1);
        else if (interval === 'weekly') expect(apart).toBe(7);
        else expect(apart >= 28 && apart <= 31).toBe(true);
      }),
    );
  });
});

describe('the window of a visit', () => {
  it('keeps its time on the wall and its length when the clocks change', () => {
    const at = { startMinute: 9 * 60 + 30, durationMinutes: 45 };
    expect(windowOn('2026-03-07', at, 'America/New_York').startsAt.toISOString()).toBe(
      '2026-03-07T14:30:00.000Z',
    );
    expect(windowOn('2026-03-09', at, 'America/New_York').startsAt.toISOString()).toBe(
      '2026-03-09T13:30:00.000Z',
    );
  });

  it('that the change skips begins an hour later and lasts as long', () => {
    const window = windowOn('2026-03-08', { startMinute: 150, durationMinutes: 60 }, 'America/New_York');
    expect(window.startsAt.toISOString()).toBe('2026-03-08T07:30:00.000Z');
    expect(window.endsAt.getTime() - window.startsAt.getTime()).toBe(60 * 60_000);
  });
});

describe('how late a visit is', () => {
  const visit = (dueOn: string, hasOutcome = false, cancelled = false) => ({ dueOn, hasOutcome, cancelled });

  it.each([
    ['nothing was due', [visit('2026-03-05')], 0],
    ['one without an outcome today is not late yet', [visit('2026-03-04')], 0],
    ['a day after it is', [visit('2026-03-03')], 1],
    ['the first of several counts', [visit('2026-03-03'), visit('2026-03-02')], 2],
    ['somebody who has been seen since waits no more', [visit('2026-03-01'), visit('2026-03-03', true)], 0],
    ['one that was called off is not late', [visit('2026-03-02', false, true)], 0],
  ])('%s', (_what, visits, days) => {
    expect(daysLate(visits, '2026-03-04')).toBe(days);
  });
});

it.each([
  [null, 'missing'],
  [{ reviewOn: null, withdrawnAt: null }, 'missing'],
  [{ reviewOn: dateOf('2026-12-01'), withdrawnAt: null }, 'given'],
  [{ reviewOn: dateOf('2026-03-20'), withdrawnAt: null }, 'review_soon'],
  [{ reviewOn: dateOf('2026-03-04'), withdrawnAt: null }, 'review_soon'],
  [{ reviewOn: dateOf('2026-03-03'), withdrawnAt: null }, 'review_past'],
  [{ reviewOn: dateOf('2026-12-01'), withdrawnAt: new Date() }, 'withdrawn'],
])('consent %j is %s', (consent, state) => {
  expect(consentStateOf(consent, '2026-03-04')).toBe(state);
});

it('a first visit takes two, or one who has been there', () => {
  expect(comesAlone([{ hasVisited: false }])).toBe(true);
  expect(comesAlone([{ hasVisited: true }])).toBe(false);
  expect(comesAlone([{ hasVisited: false }, { hasVisited: false }])).toBe(false);
});
