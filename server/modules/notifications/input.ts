import { z } from 'zod';
import { DeliveryMode } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { noticeGroups } from './groups';

const mode = z.enum(DeliveryMode);
const time = z.iso.time({ precision: -1, error: 'server_time_unreadable' });

export const ChooseNoticesInput = z.object({
  choices: z
    .array(z.object({ group: z.enum(noticeGroups), email: mode, sms: mode, push: mode }))
    .max(noticeGroups.length)
    .refine((choices) => new Set(choices.map(({ group }) => group)).size === choices.length),
  /** Own quiet hours; null for the community's. */
  quiet: z.object({ from: time, until: time }).nullish(),
});
export type ChooseNoticesInput = z.output<typeof ChooseNoticesInput>;

export const UnsubscribeInput = z.object({ token: z.string().max(400) });

export const DeliveryIdInput = z.object({ id: idOf('Delivery') });
