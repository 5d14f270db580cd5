import { z } from 'zod';

const reason = z.string().trim().min(1, { error: 'records_revocation_reason_needed' }).max(500);

/** Days of the community's calendar, both included. */
export const IssueCertificateInput = z
  .object({ from: z.iso.date(), until: z.iso.date() })
  .refine((input) => input.from <= input.until, { path: ['until'], error: 'records_until_before_from' });

export const RevokeCertificateInput = z.object({ number: z.string().trim().max(100), reason });

export type IssueCertificateInput = z.output<typeof IssueCertificateInput>;
export type RevokeCertificateInput = z.output<typeof RevokeCertificateInput>;
