import { z } from 'zod';
import { idOf } from '~/server/database/id';

const reason = z.string().trim().max(500);

export const ClaimTaskInput = z.object({ task: idOf('Task') });
export const AcceptOfferInput = z.object({ claim: idOf('Claim') });
export const DeclineOfferInput = z.object({ claim: idOf('Claim'), leave: z.boolean() });
export const WithdrawClaimInput = z.object({ claim: idOf('Claim'), reason: reason.nullish() });
export const DecideClaimInput = z.object({
  claim: idOf('Claim'),
  approve: z.boolean(),
  reason: reason.nullish(),
});

export type ClaimTaskInput = z.output<typeof ClaimTaskInput>;
export type AcceptOfferInput = z.output<typeof AcceptOfferInput>;
export type DeclineOfferInput = z.output<typeof DeclineOfferInput>;
export type WithdrawClaimInput = z.output<typeof WithdrawClaimInput>;
export type DecideClaimInput = z.output<typeof DecideClaimInput>;
