import fc from 'fast-check';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { describe, expect, test } from 'vitest';
import { type CalendarEntry, escapeText, foldLine, writeCalendar } from './write-calendar';

const entry = (overrides: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'person-0198f2a0-0000-7000-8000-000000000000@linli',
  sequence: 3,
  changedAt: new Date('2026-03-01T08:00:00.417Z'),
  startsAt: new Date('2026-03-29T00:30:00Z'),
  endsAt: new Date('2026-03-29T02:30:00Z'),
  summary: 'Serve lunch',
  description: 'Kitchen',
  location: 'Hall, Riverside',
  url: 'https://linli.example/needs/need_0198f2a0-0000-7000-8000-000000000000',
  status: 'CONFIRMED',
  isBusy: true,
  ...overrides,
});

const write = (entries: readonly CalendarEntry[], name = 'Linli') => writeCalendar({ name, entries });

/** What each of two parsers that know nothing of each other reads of the first entry. */
function readByBoth(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const component = calendar.getFirstSubcomponent('vevent');
  if (!component) throw new Error('ical.js finds no entry');
  const first = new ICAL.Event(component);
  const second = Object.values(nodeIcal.sync.parseICS(text)).find((each) => each?.type === 'VEVENT');
  if (second?.type !== 'VEVENT') throw new Error('node-ical finds no entry');
  return { calendar, component, first, second };
}

/** Words of every script, control characters, halves of characters, and what the format itself is made of. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom(
        '\\',
        ';',
        ',',
        ':',
        '\n',
        '\r\n',
        '\r',
        '\t',
        '"',
        '\\n',
        '\\N',
        '\\,',
        '\ud83d',
        '\udc00',
      ),
      fc.constantFrom('老人午餐', '😀'.repeat(30), 'END:VEVENT', '\r\nBEGIN:VEVENT\r\n', '\u0000', '\u2028'),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** What is left of a text when lines end in one way, and what no value may hold is gone. */
const plain = (text: string) =>
  [...text.replace(/\r\n?|[\u2028\u2029]/g, '\n')]
    .filter((character) => !/^[\ud800-\udfff]$/.test(character))
    .filter((character) => character === '\n' || character === '\t' || !/\p{Cc}/u.test(character))
    .join('');

describe('writeCalendar', () => {
  test('any text comes back from both parsers as it was, wherever it stands', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (summary, description, location, name) => {
        const written = { summary, description, location };
        const { calendar, first } = readByBoth(write([entry(written)], name));
        expect([first.summary, first.description, first.location]).toEqual(Object.values(written).map(plain));
        expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
    // node-ical takes a backslash that stands before an n for the end of a line, and quotation marks around a value away.
    const simple = anyText.map((text) => text.replace(/[\\"]/g, '/'));
    fc.assert(
      fc.property(simple, simple, simple, simple, (summary, description, location, words) => {
        const name = `<${words}>`;
        const text = write([entry({ summary, description, location })], name);
        const { second } = readByBoth(text);
        const read = [
          second.summary,
          second.description,
          second.location,
          nodeIcal.sync.parseICS(text).vcalendar,
        ];
        expect(read).toMatchObject([
          ...[summary, description, location].map((each) => plain(each)),
          { 'WR-CALNAME': plain(name), name: plain(name) },
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  test('no line is longer than 75 octets, ends otherwise than it must, or cuts a character in two', () => {
    fc.assert(
      fc.property(anyText, (summary) => {
        const text = write([entry({ summary })]);
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/\p{Cs}/u);
        }
        expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${escapeText(summary)}\r\n`);
      }),
      { numRuns: 1000 },
    );
  });

  test('folds where the 75th octet falls inside a character', () => {
    const line = `SUMMARY:${'a'.repeat(66)}老`;
    expect(foldLine(line)).toBe(`SUMMARY:${'a'.repeat(66)}\r\n 老`);
    expect(foldLine(`SUMMARY:${'a'.repeat(67)}`)).not.toContain('\r\n');
  });

  test.each([
    // Before, across and after the night on which clocks change; what a clock there shows at start and end.
    ['Europe/Berlin', '2026-03-28T09:00', '2026-03-28T11:00', '2026-03-28T08:00:00Z', '2026-03-28T10:00:00Z'],
    ['Europe/Berlin', '2026-03-29T01:30', '2026-03-29T03:30', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
    ['Europe/Berlin', '2026-03-29T09:00', '2026-03-29T11:00', '2026-03-29T07:00:00Z', '2026-03-29T09:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:30', '2026-10-25T03:30', '2026-10-24T23:30:00Z', '2026-10-25T02:30:00Z'],
    [
      'America/New_York',
      '2026-03-07T09:00',
      '2026-03-07T11:00',
      '2026-03-07T14:00:00Z',
      '2026-03-07T16:00:00Z',
    ],
    [
      'America/New_York',
      '2026-03-08T01:30',
      '2026-03-08T03:30',
      '2026-03-08T06:30:00Z',
      '2026-03-08T07:30:00Z',
    ],
    [
      'America/New_York',
      '2026-03-08T09:00',
      '2026-03-08T11:00',
      '2026-03-08T13:00:00Z',
      '2026-03-08T15:00:00Z',
    ],
    [
      'America/New_York',
      '2026-11-01T00:30',
      '2026-11-01T02:30',
      '2026-11-01T04:30:00Z',
      '2026-11-01T07:30:00Z',
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-04T09:00',
      '2026-04-04T11:00',
      '2026-04-03T22:00:00Z',
      '2026-04-04T00:00:00Z',
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05T01:00',
      '2026-04-05T03:00',
      '2026-04-04T14:00:00Z',
      '2026-04-04T16:30:00Z',
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05T09:00',
      '2026-04-05T11:00',
      '2026-04-04T22:30:00Z',
      '2026-04-05T00:30:00Z',
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-04T01:30',
      '2026-10-04T03:00',
      '2026-10-03T15:00:00Z',
      '2026-10-03T16:00:00Z',
    ],
  ])('in %s a task from %s to %s keeps its moments', (zone, starts, ends, startsAt, endsAt) => {
    const text = write([entry({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })]);
    const { first, second } = readByBoth(text);
    for (const [start, end] of [
      [first.startDate.toJSDate(), first.endDate.toJSDate()],
      [second.start, second.end],
    ] as const) {
      expect(clockIn(zone, start)).toBe(starts);
      expect(clockIn(zone, end)).toBe(ends);
      expect(start.toISOString()).toBe(new Date(startsAt).toISOString());
      expect(end?.toISOString()).toBe(new Date(endsAt).toISOString());
    }
  });

  test('says what changed, when, and that something is called off', () => {
    const text = write([entry({ status: 'CANCELLED', sequence: 12 })]);
    const { component, first, second } = readByBoth(text);
    expect(first.uid).toBe(second.uid);
    expect(first.sequence).toBe(12);
    expect(component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(second.status).toBe('CANCELLED');
    expect(second.transparency).toBe('TRANSPARENT');
    expect(second.lastmodified?.toISOString()).toBe('2026-03-01T08:00:00.000Z');
    expect(second.dtstamp.toISOString()).toBe('2026-03-01T08:00:00.000Z');
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n');
  });

  test('an empty calendar still has the component that a calendar must have', () => {
    const text = write([]);
    expect(text).toContain('BEGIN:VTIMEZONE');
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    expect(calendar.getAllSubcomponents('vevent')).toEqual([]);
    expect(Object.values(nodeIcal.sync.parseICS(text)).some((each) => each?.type === 'VEVENT')).toBe(false);
  });
});

/** What a clock on the wall there shows. */
function clockIn(zone: string, at: Date | undefined): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(at).replace(' ', 'T');
}
