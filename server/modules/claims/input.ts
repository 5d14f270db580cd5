import { z } from 'zod';
import { HandOverTo } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';

const reason = z.string().trim().max(500);

export const ClaimTaskInput = z.object({ task: idOf('Task') });
export const AcceptOfferInput = z.object({ claim: idOf('Claim') });
export const DeclineOfferInput = z.object({ claim: idOf('Claim'), leave: z.boolean() });
export const OfferHandOverInput = z.object({
  claim: idOf('Claim'),
  to: z.enum(HandOverTo),
  /** Of an offer to one person: their claim in another task of the need. */
  toClaim: idOf('Claim').nullish(),
  /** Of a swap: the task whose place is asked for in return. */
  swapTask: idOf('Task').nullish(),
});
export const TakeHandOverInput = z.object({
  handOver: idOf('HandOver'),
  code: z.string().max(40).nullish(),
});
export const AnswerHandOverInput = z.object({ handOver: idOf('HandOver') });
export const WithdrawClaimInput = z.object({ claim: idOf('Claim'), reason: reason.nullish() });
export const DecideClaimInput = z.object({
  claim: idOf('Claim'),
  approve: z.boolean(),
  reason: reason.nullish(),
});

export type ClaimTaskInput = z.output<typeof ClaimTaskInput>;
export type AcceptOfferInput = z.output<typeof AcceptOfferInput>;
export type DeclineOfferInput = z.output<typeof DeclineOfferInput>;
export type OfferHandOverInput = z.output<typeof OfferHandOverInput>;
export type TakeHandOverInput = z.output<typeof TakeHandOverInput>;
export type AnswerHandOverInput = z.output<typeof AnswerHandOverInput>;
export type WithdrawClaimInput = z.output<typeof WithdrawClaimInput>;
export type DecideClaimInput = z.output<typeof DecideClaimInput>;
