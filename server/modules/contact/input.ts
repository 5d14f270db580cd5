import { z } from 'zod';
import { normaliseEmail, phonesIn } from './rules';

/** A telephone number in any usual spelling. */
export const PhoneInput = z
  .string()
  .trim()
  .max(40)
  .refine((text) => phonesIn(text).length > 0, { error: 'server_phone_unreadable' });

/** The day somebody was born, `2001-03-31`. */
export const BirthDateInput = z.iso.date({ error: 'server_birth_date_unreadable' });

/** An e-mail address. */
export const EmailInput = z
  .string()
  .trim()
  .max(254)
  .refine((text) => normaliseEmail(text) !== null, { error: 'server_email_unreadable' });
