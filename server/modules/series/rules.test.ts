import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { daysLater, minuteAt, windowOn } from '~/server/modules/communities/days';
import {
  datesOf,
  endedBefore,
  isLast,
  movedTo,
  readRule,
  startsOnDate,
  weekdays,
  writeRule,
  type Rhythm,
} from './rules';

const rhythmOf = (text: string): Rhythm => readRule(text) ?? expect.fail(`${text} is a rule`);
const days = (text: string, startsOn: string, until: string, more = 0) =>
  datesOf(rhythmOf(text), startsOn, until, more).map(({ day }) => day);

describe('a rule', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO,TH', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['rrule:freq=weekly;interval=1;byday=th,mo;wkst=MO', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;COUNT=10', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;COUNT=10'],
    ['FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231', 'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231'],
  ])('%s is read and written as %s', (text, written) => expect(writeRule(rhythmOf(text))).toBe(written));

  it.each([
    '',
    'FREQ=DAILY',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9',
    'FREQ=WEEKLY;BYDAY=MO;INTERVAL=0',
    'FREQ=WEEKLY;BYDAY=MO;INTERVAL=53',
    'FREQ=WEEKLY;BYDAY=MO;COUNT=0',
    'FREQ=WEEKLY;BYDAY=MO;COUNT=521',
    'FREQ=WEEKLY;BYDAY=MO;UNTIL=20260230',
    'FREQ=WEEKLY;BYDAY=MO;COUNT=2;UNTIL=20260301',
    'FREQ=WEEKLY;FREQ=MONTHLY;BYDAY=MO',
    'FREQ=WEEKLY;BYDAY=MO;WKST=SU',
    'FREQ=MONTHLY;BYDAY=MO',
    'FREQ=MONTHLY;BYDAY=1MO,2TU',
    'FREQ=MONTHLY;BYDAY=6MO',
  ])('%s is none that tasks are made by', (text) => expect(readRule(text)).toBeNull());
});

describe('the dates of a rhythm', () => {
  it('are the chosen weekdays of every week', () => {
    expect(days('FREQ=WEEKLY;BYDAY=MO,TH', '2026-03-02', '2026-03-12')).toEqual([
      '2026-03-02',
      '2026-03-05',
      '2026-03-09',
      '2026-03-12',
    ]);
  });

  it('are those of every other week, whose weeks begin on Monday', () => {
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', '2026-03-08', '2026-04-06')).toEqual([
      '2026-03-08',
      '2026-03-16',
      '2026-03-22',
      '2026-03-30',
      '2026-04-05',
    ]);
  });

  it('are a weekday of every month, and a fifth one only where there is one', () => {
    expect(days('FREQ=MONTHLY;BYDAY=2TU', '2026-03-10', '2026-06-30')).toEqual([
      '2026-03-10',
      '2026-04-14',
      '2026-05-12',
      '2026-06-09',
    ]);
    expect(days('FREQ=MONTHLY;BYDAY=-1FR', '2026-01-30', '2026-03-31')).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-27',
    ]);
    expect(days('FREQ=MONTHLY;BYDAY=5MO', '2026-03-30', '2026-09-30')).toEqual([
      '2026-03-30',
      '2026-06-29',
      '2026-08-31',
    ]);
  });

  it('end with the last day or the count', () => {
    expect(days('FREQ=WEEKLY;BYDAY=MO;UNTIL=20260309', '2026-03-02', '2030-01-01')).toEqual([
      '2026-03-02',
      '2026-03-09',
    ]);
    expect(days('FREQ=WEEKLY;BYDAY=MO;COUNT=2', '2026-03-02', '2030-01-01')).toEqual([
      '2026-03-02',
      '2026-03-09',
    ]);
    expect(isLast(rhythmOf('FREQ=WEEKLY;BYDAY=MO;COUNT=2'), '2026-03-02', '2026-03-09')).toBe(true);
    expect(isLast(rhythmOf('FREQ=WEEKLY;BYDAY=MO;COUNT=3'), '2026-03-02', '2026-03-09')).toBe(false);
  });

  it('name the next ones beyond a day where asked', () => {
    expect(days('FREQ=MONTHLY;INTERVAL=6;BYDAY=1MO', '2026-03-02', '2026-04-01', 1)).toEqual([
      '2026-03-02',
      '2026-09-07',
    ]);
  });

  it('begin on the first day, or the rule does not fit it', () => {
    expect(startsOnDate(rhythmOf('FREQ=WEEKLY;BYDAY=MO'), '2026-03-02')).toBe(true);
    expect(startsOnDate(rhythmOf('FREQ=WEEKLY;BYDAY=TU'), '2026-03-02')).toBe(false);
    expect(startsOnDate(rhythmOf('FREQ=MONTHLY;BYDAY=2MO'), '2026-03-02')).toBe(false);
  });
});

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const aDay = fc.integer({ min: 0, max: 3650 }).map((days) => daysLater('2024-01-01', days));
const weekly = fc
  .record({
    interval: fc.integer({ min: 1, max: 5 }),
    others: fc.subarray([...weekdays]),
    startsOn: aDay,
    count: fc.option(fc.integer({ min: 1, max: 60 })),
  })
  .map(({ interval, others, startsOn, count }) => {
    const own = weekdays[Temporal.PlainDate.from(startsOn).dayOfWeek - 1] ?? 'MO';
    const chosen = weekdays.filter((day) => day === own || others.includes(day));
    const rhythm: Rhythm = { frequency: 'weekly', interval, weekdays: chosen, nth: null, until: null, count };
    return { rhythm, startsOn };
  });

/** The same dates by walking through the calendar, day by day. */
function walked({ rhythm, startsOn }: { rhythm: Rhythm; startsOn: string }, until: string): string[] {
  const first = Temporal.PlainDate.from(startsOn);
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const found: string[] = [];
  for (let day = first; day.toString() <= until; day = day.add({ days: 1 })) {
    const week = Math.floor(monday.until(day, { largestUnit: 'days' }).days / 7);
    if (week % rhythm.interval !== 0 || !rhythm.weekdays.includes(weekdays[day.dayOfWeek - 1] ?? 'MO'))
      continue;
    if (rhythm.count !== null && found.length >= rhythm.count) break;
    found.push(day.toString());
  }
  return found;
}

describe('whatever the rhythm', () => {
  it('the dates are those of the calendar: none missing, none twice, their numbers in order', () => {
    fc.assert(
      fc.property(weekly, fc.integer({ min: 0, max: 400 }), (series, ahead) => {
        const until = daysLater(series.startsOn, ahead);
        const dates = datesOf(series.rhythm, series.startsOn, until);
        expect(dates.map(({ day }) => day)).toEqual(walked(series, until));
        expect(dates.map(({ number }) => number)).toEqual(dates.map((_, at) => at));
      }),
    );
  });

  it('a later look gives every date the number it had', () => {
    fc.assert(
      fc.property(
        weekly,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        (series, one, more) => {
          const early = datesOf(series.rhythm, series.startsOn, daysLater(series.startsOn, one));
          const late = datesOf(series.rhythm, series.startsOn, daysLater(series.startsOn, one + more));
          expect(late.slice(0, early.length)).toEqual(early);
        },
      ),
    );
  });

  it('ending it before a day keeps the dates before, and no other', () => {
    fc.assert(
      fc.property(weekly, fc.integer({ min: 0, max: 200 }), (series, ahead) => {
        const day = daysLater(series.startsOn, ahead);
        const ended = endedBefore(series.rhythm, series.startsOn, day);
        expect(datesOf(ended, series.startsOn, '2036-01-01')).toEqual(
          datesOf(series.rhythm, series.startsOn, daysLater(day, -1)),
        );
        expect(readRule(writeRule(ended))).toEqual(ended);
      }),
    );
  });

  it('the clock on the wall shows the same on every date, and the length stays, across changes of the clock', () => {
    fc.assert(
      fc.property(
        weekly,
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 10, max: 720 }),
        ({ rhythm, startsOn }, zone, startMinute, durationMinutes) => {
          for (const { day } of datesOf({ ...rhythm, count: null }, startsOn, daysLater(startsOn, 200))) {
            const { startsAt, endsAt } = windowOn(day, { startMinute, durationMinutes }, zone);
            expect(endsAt.getTime() - startsAt.getTime()).toBe(durationMinutes * 60_000);
            const shown = Temporal.Instant.fromEpochMilliseconds(startsAt.getTime()).toZonedDateTimeISO(zone);
            expect(shown.toPlainDate().toString()).toBe(day);
            // A time that the change to summer time skips is shown by so much later, and no other is.
            const skipped = (24 - shown.startOfDay().hoursInDay) * 60;
            expect([0, Math.max(0, skipped)]).toContain(minuteAt(startsAt, zone) - startMinute);
            const asked = { hour: Math.floor(startMinute / 60), minute: startMinute % 60 };
            const exists =
              Temporal.PlainDate.from(day).toPlainDateTime(asked).toZonedDateTime(zone).hour === asked.hour &&
              Temporal.PlainDate.from(day).toPlainDateTime(asked).toZonedDateTime(zone).minute ===
                asked.minute;
            if (exists) expect(minuteAt(startsAt, zone)).toBe(startMinute);
          }
        },
      ),
    );
  });
});

describe('a date that is moved to another day', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T08:00:00Z', '2026-03-30', '2026-03-30T07:00:00.000Z'],
    ['America/New_York', '2026-03-07T14:00:00Z', '2026-03-09', '2026-03-09T13:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-03T22:00:00Z', '2026-04-06', '2026-04-05T22:30:00.000Z'],
  ])('keeps its time in %s', (zone, startsAt, day, expected) => {
    const start = new Date(startsAt);
    const moved = movedTo(day, { startsAt: start, endsAt: new Date(start.getTime() + 7_200_000) }, zone);
    expect(moved.startsAt.toISOString()).toBe(expected);
    expect(moved.endsAt.getTime() - moved.startsAt.getTime()).toBe(7_200_000);
  });
});
