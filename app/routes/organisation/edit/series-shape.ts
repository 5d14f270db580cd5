import { z } from 'zod';
import { versionShape } from './what-shape';
import { m } from '~/generated/messages/messages';

const many = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string()));
const day = z.iso.date();
const codes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** A rhythm as its form posts it. Server only. */
const setShape = versionShape
  .extend({
    intent: z.literal('set'),
    startsOn: day,
    frequency: z.enum(['weekly', 'monthly', 'monthly_last']),
    interval: z.coerce.number().int().min(1).max(52).default(1),
    weekdays: many,
    ends: z.enum(['never', 'on', 'after']).default('never'),
    until: day.optional(),
    count: z.coerce.number().int().min(1).max(520).optional(),
  })
  .refine((rhythm) => rhythm.frequency !== 'weekly' || rhythm.weekdays.length > 0, {
    path: ['weekdays'],
    error: () => m.series_problem_weekday(),
  })
  .refine((rhythm) => rhythm.ends !== 'on' || rhythm.until !== undefined, {
    path: ['until'],
    error: () => m.series_problem_until(),
  })
  .refine((rhythm) => rhythm.ends !== 'after' || rhythm.count !== undefined, {
    path: ['count'],
    error: () => m.series_problem_count(),
  });

export type SetRhythm = z.output<typeof setShape>;

const date = { occurrence: z.coerce.number().int() };
const reason = z.string().trim().min(2).max(500);

/** Everything that the page of a rhythm can be asked for. Server only. */
export const seriesShape = z.union([
  setShape,
  z.object({ intent: z.literal('leave-out'), ...date }),
  z.object({ intent: z.literal('hold'), ...date }),
  z.object({ intent: z.literal('call-off'), ...date, reason }),
  z.object({ intent: z.literal('move'), ...date, to: day }),
  z
    .object({
      intent: z.literal('end'),
      from: day,
      held: z.enum(['keep', 'call_off']).default('keep'),
      reason: z.string().trim().max(500).optional(),
    })
    .refine((end) => end.held === 'keep' || (end.reason ?? '').length > 1, {
      path: ['reason'],
      error: () => m.series_end_problem(),
    }),
]);

/** The rhythm as RFC 5545 writes it. A month's weekday is counted from the first date. */
export function ruleOf({ startsOn, frequency, interval, weekdays, ends, until, count }: SetRhythm): string {
  const first = new Date(`${startsOn}T00:00:00Z`);
  const weekday = codes[first.getUTCDay()] ?? 'MO';
  const nth = frequency === 'monthly_last' ? -1 : Math.ceil(first.getUTCDate() / 7);
  return [
    frequency === 'weekly' ? 'FREQ=WEEKLY' : 'FREQ=MONTHLY',
    `INTERVAL=${interval}`,
    `BYDAY=${frequency === 'weekly' ? weekdays.join(',') : `${nth}${weekday}`}`,
    ...(ends === 'on' && until ? [`UNTIL=${until.replaceAll('-', '')}`] : []),
    ...(ends === 'after' && count ? [`COUNT=${count}`] : []),
  ].join(';');
}
