import { z } from 'zod';
import { idOf } from '~/server/database/id';
import { BirthDateInput } from '~/server/modules/contact/input';

const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, { error: 'records_code_six_digits' });

/** When it happened, where a device without a network kept it; see `momentOfTap`. */
const at = z.date().nullish();

/** By the volunteer with the day's code, or by whoever runs the day with the claim. */
const by = z.object({
  task: idOf('Task').nullish(),
  code: code.nullish(),
  claim: idOf('Claim').nullish(),
  /** Whoever runs the day was rung and writes down what they were told. */
  byPhone: z.boolean().nullish(),
  /** With a claim: the code on site is of this minute. */
  at,
});

const codeOrClaim = (input: z.output<typeof by>): boolean =>
  Boolean(input.claim) || Boolean(input.task && input.code && !input.at);
const problem = { path: ['code'], error: 'records_code_or_claim' };

export const CheckInInput = by.refine(codeOrClaim, problem);
export const CheckOutInput = by
  .extend({ breakMinutes: z.int().min(0).max(720).nullish() })
  .refine(codeOrClaim, problem);

export type CheckInInput = z.output<typeof CheckInInput>;
export type CheckOutInput = z.output<typeof CheckOutInput>;

const reasonable = 200;
const claims = z.array(idOf('Claim')).min(1, { error: 'records_nobody_ticked' }).max(reasonable);

/** Several people at once, by whoever runs the day. */
export const CheckInManyInput = z.object({ claims });
export const CheckOutManyInput = z.object({ claims, breakMinutes: z.int().min(0).max(720).nullish() });

/**
 * Somebody present without a claim: one of the people the coordinator knows, the holder of a member number, or somebody new
 * by name, with the birth date where the task asks for an age. `agreed`: they have heard or read the terms and agreed.
 */
export const AddWalkInInput = z
  .object({
    task: idOf('Task'),
    person: idOf('Person').nullish(),
    memberNumber: z.string().trim().max(40).nullish(),
    name: z.string().trim().max(80).nullish(),
    birthDate: BirthDateInput.nullish(),
    agreed: z.boolean().nullish(),
    at,
  })
  .refine((input) => [input.person, input.memberNumber, input.name].filter(Boolean).length === 1, {
    path: ['name'],
    error: 'records_walk_in_who',
  })
  .refine((input) => !input.name || input.agreed === true, {
    path: ['agreed'],
    error: 'records_walk_in_agreed',
  });

export const NoShowInput = z.object({ claim: idOf('Claim') });
export const MarkNoShowInput = NoShowInput.extend({ at });

/** An empty note takes the former one away. */
export const NoteClaimInput = z.object({ claim: idOf('Claim'), note: z.string().trim().max(300) });

export type CheckInManyInput = z.output<typeof CheckInManyInput>;
export type CheckOutManyInput = z.output<typeof CheckOutManyInput>;
export type AddWalkInInput = z.output<typeof AddWalkInInput>;
export type MarkNoShowInput = z.output<typeof MarkNoShowInput>;
export type NoShowInput = z.output<typeof NoShowInput>;
export type NoteClaimInput = z.output<typeof NoteClaimInput>;
