import { z } from 'zod';
import { idOf } from '~/server/database/id';
import { BirthDateInput } from '~/server/modules/contact/input';
import { PersonNameInput } from '~/server/modules/identity/input';
import { degrees, languageTag } from '~/server/modules/needs/input';

const FreeWindowInput = z
  .object({
    weekday: z.int().min(1).max(7),
    startMinute: z.int().min(0).max(1439),
    endMinute: z.int().min(1).max(1440),
  })
  .refine((window) => window.startMinute < window.endMinute, {
    path: ['endMinute'],
    error: 'server_window_ends_first',
  });

/** What is left out stays as it is; null takes it away. A name everybody has. */
export const UpdateProfileInput = z.object({
  displayName: PersonNameInput.optional(),
  birthDate: BirthDateInput.nullish(),
  about: z.string().trim().max(1_000).nullish(),
  languages: z.array(languageTag).max(20).nullish(),
  travelRadiusMetres: z.int().min(100).max(500_000).nullish(),
  homeCommunity: idOf('Community').nullish(),
  homeLatitude: degrees(90).nullish(),
  homeLongitude: degrees(180).nullish(),
  skills: z.array(idOf('Skill')).max(100).nullish(),
  availability: z.array(FreeWindowInput).max(70).nullish(),
});

export type ProfileValues = z.output<typeof UpdateProfileInput>;
