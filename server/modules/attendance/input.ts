import { z } from 'zod';
import { idOf } from '~/server/database/id';

const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, { error: 'records_code_six_digits' });

/** By the volunteer with the day's code, or by whoever runs the day with the claim. */
const by = z.object({ task: idOf('Task').nullish(), code: code.nullish(), claim: idOf('Claim').nullish() });

const codeOrClaim = (input: z.output<typeof by>): boolean =>
  Boolean(input.claim) || Boolean(input.task && input.code);
const problem = { path: ['code'], error: 'records_code_or_claim' };

export const CheckInInput = by.refine(codeOrClaim, problem);
export const CheckOutInput = by
  .extend({ breakMinutes: z.int().min(0).max(720).nullish() })
  .refine(codeOrClaim, problem);

export type CheckInInput = z.output<typeof CheckInInput>;
export type CheckOutInput = z.output<typeof CheckOutInput>;
