import { z } from 'zod';
import { idOf } from '~/server/database/id';

const reason = z.string().trim().min(1, { error: 'records_revocation_reason_needed' }).max(500);

/** Days of the community's calendar, both included; for oneself, or at the desk for a volunteer. */
export const IssueCertificateInput = z
  .object({ from: z.iso.date(), until: z.iso.date(), person: idOf('Person').nullish() })
  .refine((input) => input.from <= input.until, { path: ['until'], error: 'records_until_before_from' });

export const RevokeCertificateInput = z.object({ number: z.string().trim().max(100), reason });

export type IssueCertificateInput = z.output<typeof IssueCertificateInput>;
export type RevokeCertificateInput = z.output<typeof RevokeCertificateInput>;
