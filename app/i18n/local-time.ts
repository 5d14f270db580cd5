import { Temporal } from 'temporal-polyfill';

// Server only: loaders and actions read what people typed in the community's zone. Where the clocks change, the earlier
// reading counts.

/** What a date-and-time control posts, as an instant; null when it is no such time. */
export function fromLocalInput(text: string, zone: string): string | null {
  try {
    const local = Temporal.PlainDateTime.from(text);
    return local.toZonedDateTime(zone, { disambiguation: 'earlier' }).toInstant().toString();
  } catch {
    return null;
  }
}

/** The instant a day of the community begins; `shift` moves by whole days. Null when it is no day. */
export function startOfDay(day: string, zone: string, shift = 0): string | null {
  try {
    return Temporal.PlainDate.from(day).add({ days: shift }).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return null;
  }
}

/** Today in the community, `2026-03-01`. */
export function todayIn(zone: string): string {
  return Temporal.Now.plainDateISO(zone).toString();
}

/** The Monday of the week a day lies in. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}
