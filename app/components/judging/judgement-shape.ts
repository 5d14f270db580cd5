import { z } from 'zod';
import { judgements, satisfactions } from './judgement-words';
import { m } from '~/generated/messages/messages';

/** What every form about a judgement posts; read on the server alone. */
export const judgementShape = z.object({
  round: z.coerce.number().int().min(1),
  judgement: z.enum(judgements, { error: () => m.judging_missing() }),
  satisfaction: z.enum(satisfactions).optional(),
  thanks: z.string().trim().max(500).optional(),
  remark: z.string().trim().max(500).optional(),
});
