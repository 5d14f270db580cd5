import { stringify, type Row } from './write-csv';

/** What the demo needs to know of a row of the city's file. */
export interface CityRow {
  readonly opportunity_id?: string;
  readonly start_date?: string;
  readonly end_date?: string;
}

const day = 86_400_000;
const week = 7 * day;
/** Needs that are open within so many weeks count as alive. */
const weeksAhead = 4;

const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const asDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** How many of the rows are open within the weeks after a day, were all of them moved forward by so many weeks. */
function aliveAt(rows: readonly CityRow[], today: number, weeks: number): number {
  const from = today - weeks * week;
  return rows.filter(
    ({ start_date = '', end_date = '' }) =>
      dayOf(end_date) >= from && dayOf(start_date) <= from + weeksAhead * week,
  ).length;
}

/** By how many whole weeks to move the file so that as many needs as possible are open in the next weeks. */
export function weeksToMove(rows: readonly CityRow[], now: Date): number {
  const today = dayOf(asDay(now.getTime()));
  const starts = rows.map(({ start_date = '' }) => dayOf(start_date));
  const [first, last] = [Math.min(...starts), Math.max(...starts)];
  let best = { weeks: 0, alive: -1 };
  for (let weeks = Math.floor((today - last) / week); weeks <= (today - first) / week; weeks += 1) {
    const alive = aliveAt(rows, today, weeks);
    if (alive > best.alive) best = { weeks, alive };
  }
  return best.weeks;
}

/** The source has no hours: the row's own number chooses one of three. See data/nyc/PROVENANCE.md. */
const assumedTimes = [
  ['09:00', '12:00'],
  ['13:00', '16:00'],
  ['17:30', '19:30'],
] as const;

/** The city's rows with their days moved and a time of day assumed, as the CSV file that is imported. */
export function movedFile(rows: readonly (CityRow & Row)[], weeks: number): string {
  const moved = rows.map((row) => {
    const [start_time, end_time] = assumedTimes[Number(row.opportunity_id) % 3] ?? assumedTimes[0];
    return {
      ...row,
      start_date: moveDay(row.start_date, weeks),
      end_date: moveDay(row.end_date, weeks),
      start_time,
      end_time,
    };
  });
  return stringify(moved);
}

export const moveDay = (text = '', weeks: number): string => asDay(dayOf(text) + weeks * week);
