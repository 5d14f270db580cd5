import { createHash } from 'node:crypto';
import { withoutContacts } from './contacts';
import { type DateReading, namesDay, parseDay } from './dates';
import type { FieldKey } from './field-keys';
import type { ImportContext } from './import-context';
import { problem, type Problem, type ProblemCode } from './problems';
import type { TableRow } from './table';
import { mostDays, taskWindows, type Window } from './task-windows';
import { isPartOfDay, parseTimes, type Times } from './times';
import { Unreadable } from './unreadable';
import { parseCount, parseDecimal, parseRecurrence, parseUrgency, parseWeekdays } from './values';

/** Where no time of day is given, this is assumed; where only the beginning is given, so many minutes. */
export const assumedStart = 9 * 60;
export const assumedEnd = 12 * 60;
const assumedMinutes = 120;

/** More places in one task than this look like a placeholder (2011, 9999) and are capped. */
export const mostPlaces = 500;

const longest = {
  title: 120,
  summary: 5_000,
  place: 200,
  bring: 1_000,
  risks: 1_000,
  organisation: 200,
  sourceId: 200,
} as const;

/** A row understood: what the need should be. */
export interface NeedDraft {
  readonly row: number;
  readonly sourceId: string;
  /** Over everything the mapped columns say; equal hashes are the same row. */
  readonly hash: string;
  readonly title: string;
  readonly summary: string;
  readonly bring: string | null;
  readonly risks: string | null;
  readonly urgency: 'normal' | 'soon' | 'urgent';
  readonly organisation: { readonly name: string; readonly sourceId: string | null } | null;
  readonly categoryId: string | null;
  readonly communityId: string;
  readonly placeName: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly windows: readonly Window[];
  readonly places: number;
  readonly minimumPlaces: number;
  readonly minimumAge: number | null;
}

/** Where each mapped field stands: its position in the row and the heading it is reported under. */
export type Columns = ReadonlyMap<FieldKey, { readonly at: number; readonly name: string }>;

/** What was taken for granted in a row; said once for a file, since whole columns are like that. */
export type Assumption = 'TIME_ASSUMED' | 'YEAR_ASSUMED' | 'PART_OF_DAY';

/** Reads one row. A draft is given only when nothing refuses the row; remarks may come with it. */
export function readRow(
  row: TableRow,
  columns: Columns,
  context: ImportContext,
): { draft: NeedDraft | null; problems: Problem[]; assumed: ReadonlySet<Assumption> } {
  const reader = new RowReader(row, columns);
  if (row.broken) {
    return { draft: null, problems: [problem(row.number, null, 'BROKEN_QUOTES')], assumed: new Set() };
  }
  const draft = readDraft(reader, context);
  const refused = reader.problems.some((found) => found.refused);
  return { draft: refused ? null : draft, problems: reader.problems, assumed: reader.assumed };
}

/** The cells of one row by field, and what was found wrong with them. */
class RowReader {
  readonly problems: Problem[] = [];
  readonly assumed = new Set<Assumption>();

  constructor(
    readonly row: TableRow,
    private readonly columns: Columns,
  ) {
    for (const [key, { at }] of columns) {
      const fault = row.faults?.get(at);
      if (fault) this.report(key, fault);
    }
  }

  text(key: FieldKey): string {
    const at = this.columns.get(key)?.at;
    return at === undefined || this.row.faults?.has(at) ? '' : (this.row.cells[at] ?? '');
  }

  report(key: FieldKey, code: ProblemCode, params: Problem['params'] = {}): void {
    const column = this.columns.get(key);
    // The report is kept; contacts are not.
    const value = column ? withoutContacts(this.row.cells[column.at] ?? '').text : '';
    this.problems.push(problem(this.row.number, column?.name ?? null, code, value || null, params));
  }

  /** Reports an empty cell; one that is at fault was reported already. */
  require(key: FieldKey): void {
    const at = this.columns.get(key)?.at;
    const faulty = at !== undefined && this.row.faults?.has(at);
    if (!faulty && this.text(key) === '') this.report(key, 'MISSING');
  }

  /** A text of limited length; null when empty. */
  limited(key: keyof typeof longest): string | null {
    const text = this.text(key);
    if ([...text].length > longest[key]) this.report(key, 'TOO_LONG', { most: longest[key] });
    return text || null;
  }

  /** A public text: limited, and without contacts. */
  open(key: keyof typeof longest): string | null {
    const text = this.limited(key);
    if (text === null) return null;
    const clean = withoutContacts(text);
    if (clean.removed) this.report(key, 'CONTACT_REMOVED');
    return clean.text;
  }

  /** A reading of a cell; `absent` when it is empty, null when it cannot be read (and that is reported). */
  read<Value>(key: FieldKey, parse: (text: string) => Value, absent: Value): Value | null {
    const text = this.text(key);
    if (text === '') return absent;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.report(key, error.code);
      return null;
    }
  }

  /** Over the mapped cells as they stand, so that a row that says the same is known again. */
  hash(): string {
    const said = [...this.columns].map(([key, { at }]) => [key, this.row.cells[at] ?? '']);
    said.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    return createHash('sha256').update(JSON.stringify(said)).digest('hex');
  }
}

function readDraft(reader: RowReader, context: ImportContext): NeedDraft | null {
  reader.require('title');
  const title = reader.open('title') ?? '';
  const windows = readWindows(reader, context);
  const place = readPlace(reader);
  const places = readPlaces(reader);
  const organisationName = reader.limited('organisation');
  const sourceId = reader.limited('sourceId');
  return {
    row: reader.row.number,
    sourceId: sourceId ?? idOfContent(reader),
    hash: reader.hash(),
    title,
    summary: reader.open('summary') ?? title,
    bring: reader.open('bring'),
    risks: reader.open('risks'),
    urgency: parseUrgency(reader.text('urgency')),
    organisation: organisationName
      ? { name: organisationName, sourceId: reader.text('organisationId').slice(0, 200) || null }
      : null,
    categoryId: readCategory(reader, context),
    communityId: readCommunity(reader, context, place),
    placeName: place.name,
    latitude: place.latitude,
    longitude: place.longitude,
    windows,
    ...places,
    minimumAge: readMinimumAge(reader),
  };
}

/** For sheets without ids of their own: the same thing at the same time and place by the same unit is the same row. */
function idOfContent(reader: RowReader): string {
  const said = (['organisation', 'title', 'startDate', 'startTime', 'place'] as const).map((key) =>
    reader.text(key),
  );
  return `content:${createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32)}`;
}

function readWindows(reader: RowReader, context: ImportContext): Window[] {
  if (reader.text('startDate') === '') {
    reader.require('startDate');
    return [];
  }
  const dates = context.dates;
  const first = reader.read('startDate', (text) => parseDay(text, dates), null);
  const last = reader.read('endDate', (text) => parseDay(text, dates), null);
  const times = reader.read('startTime', (text) => timesIn(text, dates), null);
  const until = reader.read('endTime', (text) => timesIn(text, dates), null);
  const recurrence = reader.read('recurrence', parseRecurrence, null);
  const weekdays = reader.read('weekdays', parseWeekdays, []) ?? [];
  if (first === null || reader.problems.some((found) => found.refused)) return [];

  const start = times?.start ?? first.minutes;
  const end = until?.start ?? times?.end ?? first.endMinutes ?? last?.minutes ?? null;
  const unknown = start === null || start === 0;
  if (unknown) reader.assumed.add('TIME_ASSUMED');
  if (first.yearAssumed) reader.assumed.add('YEAR_ASSUMED');
  if (isPartOfDay(reader.text('startTime'))) reader.assumed.add('PART_OF_DAY');
  const startMinutes = unknown ? assumedStart : (start ?? assumedStart);
  const endMinutes = unknown ? assumedEnd : (end ?? Math.min(startMinutes + assumedMinutes, 1440));
  const endDay = last?.day ?? first.endDay;
  if (endMinutes <= startMinutes || (endDay !== null && endDay < first.day)) {
    reader.report(endDay !== null && endDay < first.day ? 'endDate' : 'endTime', 'END_BEFORE_START');
    return [];
  }
  const repeats = recurrence ?? (weekdays.length > 0 ? 'weekly' : null);
  const schedule = { startDay: first.day, endDay, startMinutes, endMinutes, recurrence: repeats, weekdays };
  const windows = taskWindows(
    repeats === 'once' ? { ...schedule, endDay: null } : schedule,
    context.now,
    context.timeZone,
  );
  if (windows === null) reader.report('endDate', 'SPAN_TOO_LONG', { days: mostDays });
  else if (windows.length === 0) reader.report('weekdays', 'NO_OCCURRENCE');
  return windows ?? [];
}

/** A time of day; of a cell that repeats the day, its time. */
function timesIn(text: string, dates: DateReading): Times {
  if (!namesDay(text)) return parseTimes(text);
  const { minutes, endMinutes } = parseDay(text, dates);
  return { start: minutes ?? 0, end: endMinutes };
}

function readPlaces(reader: RowReader): { places: number; minimumPlaces: number } {
  const asked = reader.read('places', parseCount, 1);
  const minimum = reader.read('minimumPlaces', parseCount, 1);
  if (asked === 0) reader.report('places', 'BAD_NUMBER');
  if (asked !== null && asked > mostPlaces) reader.report('places', 'PLACES_CAPPED', { most: mostPlaces });
  const places = Math.min(asked ?? 1, mostPlaces);
  return { places, minimumPlaces: Math.min(minimum ?? 1, places) };
}

function readMinimumAge(reader: RowReader): number | null {
  const age = reader.read(
    'minimumAge',
    (text) => parseCount(text.replace(/(周岁|岁)?(以上|及以上)?$|\+$/, '')),
    null,
  );
  if (age !== null && age > 100) reader.report('minimumAge', 'BAD_NUMBER');
  return age;
}

interface Place {
  readonly name: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Coordinates from their own columns, or from the end of the address as city exports write them: "… (40.7, -73.9)". */
function readPlace(reader: RowReader): Place {
  const latitudeText = reader.text('latitude');
  const longitudeText = reader.text('longitude');
  const address = reader.text('place');
  const written = /\(\s*(-?\d{1,3}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)\s*\)\s*$/.exec(address);
  const bare = (written ? address.slice(0, written.index) : address)
    .replace(/\s*\n\s*/g, ', ')
    .replace(/[,\s]+$/, '');
  if ([...bare].length > longest.place) reader.report('place', 'TOO_LONG', { most: longest.place });
  const clean = withoutContacts(bare);
  if (clean.removed) reader.report('place', 'CONTACT_REMOVED');
  const name = clean.text || null;
  if (latitudeText === '' && longitudeText === '') {
    return {
      name,
      latitude: written ? Number(written[1]) : null,
      longitude: written ? Number(written[2]) : null,
    };
  }
  const latitude = tryDecimal(latitudeText);
  const longitude = tryDecimal(longitudeText);
  const valid =
    latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!valid) {
    reader.report(latitude === null || Math.abs(latitude) > 90 ? 'latitude' : 'longitude', 'BAD_COORDINATES');
    return { name, latitude: null, longitude: null };
  }
  // Nothing lies at 0, 0: it is how exports write "unknown".
  return latitude === 0 && longitude === 0
    ? { name, latitude: null, longitude: null }
    : { name, latitude, longitude };
}

function tryDecimal(text: string): number | null {
  try {
    return text === '' ? null : parseDecimal(text);
  } catch {
    return null;
  }
}

function readCategory(reader: RowReader, context: ImportContext): string | null {
  const name = reader.text('category');
  if (name === '') return null;
  const found = context.categories.find(name);
  if (!found) reader.report('category', 'UNKNOWN_CATEGORY');
  return found;
}

function readCommunity(reader: RowReader, context: ImportContext, place: Place): string {
  const name = reader.text('community');
  if (name !== '') {
    const found = context.communityNamed(name);
    if (!found) reader.report('community', 'UNKNOWN_COMMUNITY');
    return found ?? context.communityId;
  }
  const { latitude, longitude } = place;
  const found = latitude !== null && longitude !== null ? context.locate(latitude, longitude) : null;
  return found ?? context.communityId;
}
