import { z } from 'zod';
import { idOf } from '~/server/database/id';

const reason = z.string().trim().max(500);

export const ClaimTaskInput = z.object({ task: idOf('Task') });
export const WithdrawClaimInput = z.object({ claim: idOf('Claim'), reason: reason.nullish() });
export const DecideClaimInput = z.object({
  claim: idOf('Claim'),
  approve: z.boolean(),
  reason: reason.nullish(),
});

export type ClaimTaskInput = z.output<typeof ClaimTaskInput>;
export type WithdrawClaimInput = z.output<typeof WithdrawClaimInput>;
export type DecideClaimInput = z.output<typeof DecideClaimInput>;
