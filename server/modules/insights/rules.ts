import { leastPeople, shownGroups, type Group } from './suppression';

/** What is counted, each with its own whole; the columns of one row say nothing of each other's wholes. */
export const columns = ['asked', 'judged', 'answered', 'silent'] as const;
export type Column = (typeof columns)[number];

/** How many cases of how many people, and the parts that are told of them. */
export interface Count {
  readonly cases: number;
  readonly people: number;
  /** See `Group.few`. */
  readonly few: readonly string[];
}

/**
 * asked: requests whose time to respond ended, and of them those responded to in time. judged: rounds that the person served
 * judged, and what they said. answered: judgements that say how satisfied they were. silent: rounds nobody judged.
 */
export interface Counts {
  readonly asked: Count & { readonly inTime: number };
  readonly judged: Count & { readonly solved: number; readonly partly: number; readonly notSolved: number };
  readonly answered: Count & { readonly satisfied: number };
  readonly silent: Count;
}

/** A share in whole percent, of so many. */
export interface Rate {
  readonly percent: number;
  readonly of: number;
}

/** A row as it is told; null where the group is hidden or has no cases, which look alike. */
export interface Rates {
  /** 响应率: responded to in time, of all whose time ended. */
  readonly response: Rate | null;
  /** 解决率: solved, of all judged; partly solved is told apart and counts for nothing here. */
  readonly solved: Rate | null;
  readonly partly: Rate | null;
  /** Each of these was opened again. */
  readonly notSolved: Rate | null;
  /** 满意率: satisfied, of those who answered that question. */
  readonly satisfied: Rate | null;
  /** Closed without a word; in none of the rates. */
  readonly notJudged: number | null;
}

const rate = (part: number, of: number): Rate | null =>
  of === 0 ? null : { percent: Math.round((100 * part) / of), of };

/** The rates of the columns that are shown. */
export function ratesOf(counts: Counts, isShown: (column: Column) => boolean): Rates {
  const { asked, judged, answered, silent } = counts;
  const judgedRate = (part: number) => (isShown('judged') ? rate(part, judged.cases) : null);
  return {
    response: isShown('asked') ? rate(asked.inTime, asked.cases) : null,
    solved: judgedRate(judged.solved),
    partly: judgedRate(judged.partly),
    notSolved: judgedRate(judged.notSolved),
    satisfied: isShown('answered') ? rate(answered.satisfied, answered.cases) : null,
    notJudged: isShown('silent') && silent.cases > 0 ? silent.cases : null,
  };
}

/** One of the rows that make up a total. */
export interface CountedRow {
  readonly key: string;
  readonly counts: Counts;
}

const groupsOf = (rows: readonly CountedRow[], column: Column): Group[] =>
  rows.map(
    ({
      key,
      counts: {
        [column]: { cases, people, few },
      },
    }) => ({ key, cases, people, few }),
  );

/** Which rows of a table are shown in each column; none where the total itself is not. */
export function shownIn(
  rows: readonly CountedRow[],
  total: Counts,
  ofTotal: ReadonlySet<Column>,
): ReadonlyMap<Column, ReadonlySet<string>> {
  return new Map(
    columns.map((column) => [
      column,
      ofTotal.has(column) ? shownGroups(groupsOf(rows, column), total[column]) : new Set<string>(),
    ]),
  );
}

/** The columns in which a total that stands in no table above it is told. */
export const largeEnough = (total: Counts): ReadonlySet<Column> =>
  new Set(columns.filter((column) => total[column].people >= leastPeople));

/** A calendar quarter, 1 to 4. */
export interface Quarter {
  readonly year: number;
  readonly quarter: number;
}

/** The months of a quarter: `2026-04`, `2026-05`, `2026-06`. */
export const monthsOf = ({ year, quarter }: Quarter): string[] =>
  [1, 2, 3].map((month) => `${year}-${String(3 * (quarter - 1) + month).padStart(2, '0')}`);

/** When a quarter begins, to the day: time zones shift it by less than one. */
export const beginOf = ({ year, quarter }: Quarter): Date => new Date(Date.UTC(year, 3 * (quarter - 1), 1));

export const nextQuarter = ({ year, quarter }: Quarter): Quarter =>
  quarter === 4 ? { year: year + 1, quarter: 1 } : { year, quarter: quarter + 1 };

/** Whether a quarter is over in every time zone: what is asked and said today no longer counts in it. */
export const isOver = (quarter: Quarter, now: Date): boolean =>
  now.getTime() >= beginOf(nextQuarter(quarter)).getTime() + 86_400_000;

/** The quarter a moment lies in. */
export const quarterOf = (at: Date): Quarter => ({
  year: at.getUTCFullYear(),
  quarter: Math.floor(at.getUTCMonth() / 3) + 1,
});

/** The last quarter that is over. */
export function lastOver(now: Date): Quarter {
  const running = quarterOf(now);
  const before = ({ year, quarter }: Quarter): Quarter =>
    quarter === 1 ? { year: year - 1, quarter: 4 } : { year, quarter: quarter - 1 };
  const last = before(running);
  return isOver(last, now) ? last : before(last);
}
