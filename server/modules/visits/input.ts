import { z } from 'zod';
import { idOf } from '~/server/database/id';

const note = z.string().trim().max(500);
const code = z
  .string()
  .trim()
  .max(20)
  .regex(/^[\d\s]*$/u, { error: 'records_code_six_digits' })
  .nullish()
  .transform((typed) => typed || null);

/** By the helper themselves: with the digits of the magnet at the home, or by their word alone. */
export const AttendHomeInput = z.object({ claim: idOf('Claim'), code });

export const StopWordInput = z.object({ claim: idOf('Claim'), note: note.nullish() });

export const SettleAlertInput = z.object({
  id: idOf('VisitAlert'),
  note: note.min(2, { error: 'server_alert_note_missing' }),
});

export const RefuseHelperInput = z.object({
  claim: idOf('Claim'),
  reason: note.nullish().transform((text) => text || null),
});
export const EndHelperRefusalInput = z.object({ id: idOf('HelperRefusal') });

export const IssueMagnetInput = z.object({ person: idOf('Person'), replace: z.boolean().nullish() });
