import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { SettleCallBack } from '~/app/graphql/committee/intake';

const shape = z.object({
  intent: z.literal('settle'),
  intake: z.string(),
  note: z.string().trim().max(500).optional(),
});

/** Notes that somebody was rung back, and what was said; what to answer when it cannot be noted, else null. */
export async function settle({ mutate }: Api, form: FormData) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const { intake, note } = read.value;
  const { settleCallBack } = await mutate(SettleCallBack, { input: { intake, note } });
  return isProblem(settleCallBack) ? read.refuse(settleCallBack) : null;
}
