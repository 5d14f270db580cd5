import { z } from 'zod';
import { CommunityLevel } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { isTimeZone } from './rules';

/** An IANA time zone that the runtime knows. */
export const TimeZoneInput = z.string().max(60).refine(isTimeZone, { error: 'server_time_zone_unknown' });

export const AddCommunityInput = z.object({
  parent: idOf('Community'),
  level: z.enum(CommunityLevel),
  name: z.string().trim().min(1, { error: 'server_name_missing' }).max(80),
  nameEn: z.string().trim().max(80).nullish(),
  code: z.string().trim().max(40).nullish(),
  timeZone: TimeZoneInput.nullish(),
  chair: z
    .string()
    .trim()
    .max(254)
    .nullish()
    .transform((identifier) => identifier || null),
});

export const SetCommunitySettingsInput = z.object({
  community: idOf('Community'),
  reviewVerifiedUnits: z.boolean().nullish(),
  visitAlertMinutes: z.int().min(5).max(240).nullish(),
  judgementDays: z.int().min(1).max(90).nullish(),
});
