import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { RefuseHelper } from '~/app/graphql/visits';

const shape = z.object({
  intent: z.literal('refuse-helper'),
  claim: z.string(),
  reason: z.string().trim().max(500).optional(),
});

/** The person served says that they would rather have somebody else. */
export async function refuseOwnHelper({ mutate }: Api, form: FormData, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const { claim, reason } = read.value;
  const { refuseHelper } = await mutate(RefuseHelper, { input: { claim, reason } });
  return isProblem(refuseHelper) ? read.refuse(refuseHelper) : redirect(back, 303);
}
