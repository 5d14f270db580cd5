import { z } from 'zod';
import { Satisfaction } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';
import { inLines } from '~/server/modules/intake/rules';
import { heardBy, judgements } from './rules';

const text = z
  .string()
  .overwrite(inLines)
  .max(500)
  .nullish()
  .transform((said) => said || null);

const said = {
  round: z
    .int()
    .min(1)
    .nullish()
    .transform((round) => round ?? null),
  judgement: z.enum(judgements, { error: 'server_judgement_missing' }),
  satisfaction: z
    .enum(Satisfaction)
    .nullish()
    .transform((satisfaction) => satisfaction ?? null),
  thanks: text,
  remark: text,
};

export const JudgeNeedInput = z.object({ need: idOf('Need'), ...said });

export const TakeDownJudgementInput = z.object({
  need: idOf('Need'),
  channel: z.enum(heardBy),
  word: z
    .enum(['served', 'requester'])
    .nullish()
    .transform((word) => word ?? 'served'),
  ...said,
});

export const JudgeFollowedInput = z.object({ number: z.string().max(40), code: z.string().max(20), ...said });
