import { z } from 'zod';
import { consentForms, followUps, intervals, levels, outcomes } from '~/app/components/care/words';
import { m } from '~/generated/messages/messages';

const missing = (message: () => string) => ({ error: () => message() });

/** How somebody is visited, as it is typed. */
export const rhythmShape = z.object({
  level: z.enum(levels, missing(m.care_level_missing)),
  interval: z.enum(intervals, missing(m.care_interval_missing)),
  startsOn: z.iso.date(missing(m.care_starts_on_missing)),
  startTime: z.string(missing(m.care_start_time_missing)).regex(/^([01]\d|2[0-3]):[0-5]\d/, {
    error: () => m.care_start_time_missing(),
  }),
  durationMinutes: z.coerce.number().int(),
});

export const consentShape = z.object({
  form: z.enum(consentForms, missing(m.care_consent_form_missing)),
  reviewOn: z.iso.date(missing(m.care_review_on_missing)),
});

export const outcomeShape = z
  .object({
    visit: z.string(),
    outcome: z.enum(outcomes, missing(m.care_outcome_missing)),
    needs: z.string().trim().max(200).optional(),
  })
  .refine(({ outcome, needs }) => outcome !== 'needs_something' || Boolean(needs), {
    path: ['needs'],
    error: () => m.care_needs_missing(),
  });

export const followUpShape = z.object({
  visit: z.string(),
  followUp: z.enum(followUps, missing(m.care_follow_up_missing)),
  note: z.string().trim().max(500).optional(),
});

/** Minutes after midnight of a time of day. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The rhythm as the API takes it. */
export const rhythmOf = ({ startTime, ...typed }: z.output<typeof rhythmShape>) => ({
  ...typed,
  startMinute: minuteOf(startTime),
});
