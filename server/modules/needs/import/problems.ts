import { m } from '~/generated/messages/messages';

type Locale = 'en' | 'zh-CN';

/** Why a row was refused. */
export const refusingCodes = [
  'MISSING',
  'DAMAGED_NUMBER',
  'FORMULA',
  'ERROR_VALUE',
  'BROKEN_QUOTES',
  'BAD_DATE',
  'AMBIGUOUS_DATE',
  'BAD_TIME',
  'END_BEFORE_START',
  'SPAN_TOO_LONG',
  'NO_OCCURRENCE',
  'BAD_NUMBER',
  'BAD_COORDINATES',
  'BAD_RECURRENCE',
  'TOO_LONG',
  'UNKNOWN_COMMUNITY',
  'DUPLICATE_ID',
  'PEOPLE_SIGNED_UP',
  'NOT_EDITABLE',
  'NOT_YOURS',
  'NOT_STORED',
] as const;

/** What a reader should know of a row that was taken. */
export const remarkCodes = [
  'UNKNOWN_CATEGORY',
  'PLACES_CAPPED',
  'CONTACT_REMOVED',
  'TIME_ASSUMED',
  'YEAR_ASSUMED',
  'PART_OF_DAY',
  'NOTES_SKIPPED',
  'UNDONE',
] as const;

export type ProblemCode = (typeof refusingCodes)[number] | (typeof remarkCodes)[number];

/** One remark on one row, as stored: a code and its parameters, so that it can be said in any language. */
export interface Problem {
  /** As the spreadsheet counts; 0 for the file as a whole. */
  readonly row: number;
  /** The heading of the column; null for the row as a whole. */
  readonly column: string | null;
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** The start of what stood there. */
  readonly value: string | null;
  /** False for a remark on a row that was taken. */
  readonly refused: boolean;
}

const longestValue = 80;

export function problem(
  row: number,
  column: string | null,
  code: ProblemCode,
  value: string | null = null,
  params: Problem['params'] = {},
): Problem {
  const refused = !(remarkCodes as readonly string[]).includes(code);
  return { row, column, code, params, value: value === null ? null : value.slice(0, longestValue), refused };
}

type Say = (params: Record<string, string | number>, options: { locale: Locale }) => string;

/** Every code has its sentence; a code without one does not compile. */
const sentences: Record<ProblemCode, Say> = {
  MISSING: (_params, options) => m.server_import_missing({}, options),
  DAMAGED_NUMBER: (_params, options) => m.server_import_damaged_number({}, options),
  FORMULA: (_params, options) => m.server_import_formula({}, options),
  ERROR_VALUE: (_params, options) => m.server_import_error_value({}, options),
  BROKEN_QUOTES: (_params, options) => m.server_import_broken_quotes({}, options),
  BAD_DATE: (_params, options) => m.server_import_bad_date({}, options),
  AMBIGUOUS_DATE: (_params, options) => m.server_import_ambiguous_date({}, options),
  BAD_TIME: (_params, options) => m.server_import_bad_time({}, options),
  END_BEFORE_START: (_params, options) => m.server_import_end_before_start({}, options),
  SPAN_TOO_LONG: ({ days = 0 }, options) => m.server_import_span_too_long({ days }, options),
  NO_OCCURRENCE: (_params, options) => m.server_import_no_occurrence({}, options),
  BAD_NUMBER: (_params, options) => m.server_import_bad_number({}, options),
  BAD_COORDINATES: (_params, options) => m.server_import_bad_coordinates({}, options),
  BAD_RECURRENCE: (_params, options) => m.server_import_bad_recurrence({}, options),
  TOO_LONG: ({ most = 0 }, options) => m.server_import_too_long({ most }, options),
  UNKNOWN_COMMUNITY: (_params, options) => m.server_import_unknown_community({}, options),
  DUPLICATE_ID: ({ row = 0 }, options) => m.server_import_duplicate_id({ row }, options),
  PEOPLE_SIGNED_UP: (_params, options) => m.server_import_people_signed_up({}, options),
  NOT_EDITABLE: (_params, options) => m.server_import_not_editable({}, options),
  NOT_YOURS: (_params, options) => m.server_import_not_yours({}, options),
  NOT_STORED: (_params, options) => m.server_import_not_stored({}, options),
  UNKNOWN_CATEGORY: (_params, options) => m.server_import_unknown_category({}, options),
  PLACES_CAPPED: ({ most = 0 }, options) => m.server_import_places_capped({ most }, options),
  CONTACT_REMOVED: (_params, options) => m.server_import_contact_removed({}, options),
  TIME_ASSUMED: ({ from = '', until = '' }, options) =>
    m.server_import_time_assumed({ from, until }, options),
  YEAR_ASSUMED: (_params, options) => m.server_import_year_assumed({}, options),
  PART_OF_DAY: (_params, options) => m.server_import_part_of_day({}, options),
  UNDONE: ({ undone = 0, kept = 0 }, options) =>
    kept === 0
      ? m.server_import_undone({ undone }, options)
      : m.server_import_undone_some({ undone, kept }, options),
  NOTES_SKIPPED: ({ rows = '' }, options) => m.server_import_notes_skipped({ rows }, options),
};

/** A problem in words. */
export const inWords = (found: Pick<Problem, 'code' | 'params'>, locale: Locale): string =>
  sentences[found.code]({ ...found.params }, { locale });
