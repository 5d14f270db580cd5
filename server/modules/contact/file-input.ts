import { z } from 'zod';
import { CareNoteAudience } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { PhoneInput } from './input';

export const AddCareNoteInput = z.object({
  person: idOf('Person'),
  audience: z.enum(CareNoteAudience),
  text: z.string().trim().min(1, { error: 'server_care_note_missing' }).max(1000),
  /** The script was read and the person agreed. */
  consent: z.boolean().nullish(),
  channel: z.enum(['phone', 'desk', 'paper', 'web']).nullish(),
});
export const VerifyContactInput = z.object({ id: idOf('ContactPoint') });

export const EndCareNoteInput = z.object({ id: idOf('CareNote') });

/** Of the actor's own person, unless an officer names another. */
export const AddEmergencyContactInput = z.object({
  person: idOf('Person').nullish(),
  name: z.string().trim().min(1, { error: 'server_name_missing' }).max(80),
  relationship: z
    .string()
    .trim()
    .max(80)
    .nullish()
    .transform((text) => text || null),
  phone: PhoneInput,
});
export const RemoveEmergencyContactInput = z.object({ id: idOf('EmergencyContact') });
