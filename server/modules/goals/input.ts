import { z } from 'zod';

const minutesAnHour = 60;

export const SetGoalInput = z
  .object({
    hours: z.int().min(1).max(5_000),
    since: z.iso.date(),
    until: z.iso.date(),
  })
  .refine(({ since, until }) => since <= until, {
    path: ['until'],
    error: 'hours_goal_backwards',
  })
  .transform(({ hours, ...days }) => ({ ...days, minutes: hours * minutesAnHour }));

export type SetGoalInput = z.output<typeof SetGoalInput>;
