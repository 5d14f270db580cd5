import { createHash } from 'node:crypto';
import { m } from '~/generated/messages/messages';
import { namesDay } from './dates';
import { fieldKeys, type FieldKey } from './field-keys';
import { dayOrTime, normaliseHeading, synonyms } from './headings';

const requiredFields: readonly FieldKey[] = ['title', 'startDate'];

/** Which column holds which field, by the column's heading. Fields that are left out have no column. */
export type Mapping = Partial<Record<FieldKey, string>>;

/** Headings made distinct: an empty one becomes its letter, a repeated one gets a number. */
export function columnNames(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading, at) => {
    const name = heading.replace(/\s+/g, ' ').trim().slice(0, 120) || columnLetter(at);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** 0 is A, 26 is AA, as spreadsheets count. */
function columnLetter(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnLetter(Math.floor(at / 26) - 1) + letter;
}

/**
 * The field each heading most likely means; the first heading that fits takes a field. Whether 开始时间 holds days or times of
 * day is told by the rows below it.
 */
export function guessMapping(columns: readonly string[], rows: readonly (readonly string[])[] = []): Mapping {
  const mapping: Mapping = {};
  const headings = columns.map((column, at) => ({ column, at, heading: normaliseHeading(column) }));
  const take = (key: FieldKey, words: readonly string[], fits: (at: number) => boolean): void => {
    if (mapping[key]) return;
    for (const word of words) {
      const found = headings.find(
        ({ column, heading, at }) => heading === word && !Object.values(mapping).includes(column) && fits(at),
      );
      if (!found) continue;
      mapping[key] = found.column;
      return;
    }
  };
  const holdsDays = (at: number) => holds(rows, at, namesDay);
  const any = () => true;
  for (const key of fieldKeys) {
    take(key, synonyms[key], key === 'sourceId' ? (at) => !isRunningNumber(rows, at) : any);
    if (key === 'startDate') take(key, dayOrTime.start, holdsDays);
    if (key === 'startTime') take(key, dayOrTime.start, any);
    if (key === 'endDate') take(key, dayOrTime.end, holdsDays);
    if (key === 'endTime') take(key, dayOrTime.end, any);
  }
  return mapping;
}

/** 1, 2, 3 …: the place in this sheet, which the next month's sheet gives to something else. */
function isRunningNumber(rows: readonly (readonly string[])[], at: number): boolean {
  return rows.length > 1 && rows.every((cells, position) => cells[at] === String(position + 1));
}

/** Whether most of what a column holds is of a kind. */
function holds(
  rows: readonly (readonly string[])[],
  at: number,
  isOfKind: (text: string) => boolean,
): boolean {
  const values = rows.map((cells) => cells[at] ?? '').filter((text) => text !== '');
  return values.length > 0 && values.filter(isOfKind).length * 2 > values.length;
}

/** How many headings of a row are known: the row with most is the header row. */
export function knownHeadings(cells: readonly string[]): number {
  return Object.keys(guessMapping(columnNames(cells))).length;
}

/** Names a header row, so that its mapping is remembered for the next file of the same make. */
export const headerHash = (columns: readonly string[]): string =>
  createHash('sha256').update(columns.map(normaliseHeading).join('\u001f')).digest('hex');

/** Required fields that a mapping leaves out. */
export const missingFields = (mapping: Mapping): FieldKey[] => requiredFields.filter((key) => !mapping[key]);

export const isRequired = (key: FieldKey): boolean => requiredFields.includes(key);

/** A field's name for people. */
export function fieldLabel(key: FieldKey, locale: 'en' | 'zh-CN'): string {
  const options = { locale };
  const labels: Record<FieldKey, () => string> = {
    sourceId: () => m.server_import_field_source_id({}, options),
    title: () => m.server_import_field_title({}, options),
    summary: () => m.server_import_field_summary({}, options),
    organisation: () => m.server_import_field_organisation({}, options),
    organisationId: () => m.server_import_field_organisation_id({}, options),
    category: () => m.server_import_field_category({}, options),
    startDate: () => m.server_import_field_start_date({}, options),
    startTime: () => m.server_import_field_start_time({}, options),
    endDate: () => m.server_import_field_end_date({}, options),
    endTime: () => m.server_import_field_end_time({}, options),
    recurrence: () => m.server_import_field_recurrence({}, options),
    weekdays: () => m.server_import_field_weekdays({}, options),
    places: () => m.server_import_field_places({}, options),
    minimumPlaces: () => m.server_import_field_minimum_places({}, options),
    minimumAge: () => m.server_import_field_minimum_age({}, options),
    place: () => m.server_import_field_place({}, options),
    latitude: () => m.server_import_field_latitude({}, options),
    longitude: () => m.server_import_field_longitude({}, options),
    community: () => m.server_import_field_community({}, options),
    urgency: () => m.server_import_field_urgency({}, options),
    bring: () => m.server_import_field_bring({}, options),
    risks: () => m.server_import_field_risks({}, options),
  };
  return labels[key]();
}
