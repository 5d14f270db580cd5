/** One entry of a calendar, its texts as people read them. */
export interface CalendarEntry {
  /** The same for the same task at every reading of the same kind of feed. */
  readonly uid: string;
  /** Grows with each change. */
  readonly sequence: number;
  readonly changedAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  readonly url: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
  /** Whether its time is taken for whoever reads the calendar. */
  readonly isBusy: boolean;
}

/** How often a calendar program is asked to look again. */
export const refreshInterval = 'PT1H';

/**
 * A calendar as RFC 5545 has it. Moments are told in UTC, so that each is the same one in every zone, also on the day when clocks
 * change, and no zone's rules have to come along. Without METHOD, DTSTAMP is the moment of the last change: the text stays the same,
 * octet by octet, until something in it changes.
 */
export function writeCalendar({
  name,
  entries,
}: {
  readonly name: string;
  readonly entries: readonly CalendarEntry[];
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Linli//Linli//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refreshInterval}`,
    `X-PUBLISHED-TTL:${refreshInterval}`,
    ...(entries.length > 0 ? entries.flatMap(linesOf) : universalTime),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

const linesOf = (entry: CalendarEntry): string[] => [
  'BEGIN:VEVENT',
  `UID:${escapeText(entry.uid)}`,
  `DTSTAMP:${instant(entry.changedAt)}`,
  `LAST-MODIFIED:${instant(entry.changedAt)}`,
  `SEQUENCE:${entry.sequence}`,
  `DTSTART:${instant(entry.startsAt)}`,
  `DTEND:${instant(entry.endsAt)}`,
  `SUMMARY:${escapeText(entry.summary)}`,
  `DESCRIPTION:${escapeText(entry.description)}`,
  `LOCATION:${escapeText(entry.location)}`,
  `URL:${entry.url}`,
  `STATUS:${entry.status}`,
  `TRANSP:${entry.isBusy && entry.status !== 'CANCELLED' ? 'OPAQUE' : 'TRANSPARENT'}`,
  'END:VEVENT',
];

/** A calendar has at least one component: this one stands where there is no entry. */
const universalTime = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'TZNAME:UTC',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** A moment to the second, e.g. 20260329T003000Z. */
const instant = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/**
 * The value of a text (3.3.11). Lines end in one way, since programs stumble over the others; control characters, which no value may hold, and halves of characters are left
 * out.
 */
export const escapeText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\p{Cs}|(?![\n\t])\p{Cc}/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

const mostOctets = 75;

/** A line in pieces of at most 75 octets of UTF-8, each further one after a space (3.1); no character is cut in two. */
export function foldLine(line: string): string {
  if (Buffer.byteLength(line) <= mostOctets) return line;
  const pieces: string[] = [];
  let [start, octets] = [0, 0];
  for (let at = 0; at < line.length;) {
    const code = line.codePointAt(at) ?? 0;
    const size = octetsOf(code);
    if (octets + size > mostOctets) {
      pieces.push(line.slice(start, at));
      [start, octets] = [at, 1];
    }
    octets += size;
    at += code > 0xffff ? 2 : 1;
  }
  pieces.push(line.slice(start));
  return pieces.join('\r\n ');
}

const octetsOf = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
