import { z } from 'zod';
import { idOf } from '~/server/database/id';

const year = 366 * 24 * 60;
const minutes = z
  .int({ error: 'server_service_time_unfit' })
  .min(1, { error: 'server_service_time_unfit' })
  .max(year, { error: 'server_service_time_unfit' });

/** Without times, what was set is taken back and what counts above counts here. */
export const SetServiceTimeInput = z
  .object({
    community: idOf('Community'),
    category: idOf('Category')
      .nullish()
      .transform((id) => id ?? null),
    responseMinutes: minutes.nullish().transform((value) => value ?? null),
    dueMinutes: minutes.nullish().transform((value) => value ?? null),
  })
  .refine((input) => (input.responseMinutes === null) === (input.dueMinutes === null), {
    path: ['dueMinutes'],
    error: 'server_service_time_both',
  })
  .refine((input) => input.responseMinutes === null || input.responseMinutes <= (input.dueMinutes ?? 0), {
    path: ['dueMinutes'],
    error: 'server_service_time_order',
  });
