import { z } from 'zod';
import { generalPurposes } from './words';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { AgreeToVisits, GiveConsent, WithdrawConsent } from '~/app/graphql/proxies';

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('give'),
    purpose: z.enum(generalPurposes),
    form: z.enum(['spoken', 'paper']).optional(),
  }),
  z.object({ intent: z.literal('withdraw'), id: z.string() }),
  z.object({ intent: z.literal('again'), id: z.string() }),
]);

/** Writes a consent down or takes one back; what to answer when that cannot be done, else null. */
export async function changeConsents({ mutate }: Api, form: FormData, person: string | null) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const typed = read.value;
  if (typed.intent === 'withdraw') {
    const { withdrawConsent } = await mutate(WithdrawConsent, { input: { id: typed.id } });
    return isProblem(withdrawConsent) ? read.refuse(withdrawConsent) : null;
  }
  if (typed.intent === 'again') {
    const { agreeToVisits } = await mutate(AgreeToVisits, { input: { consent: typed.id } });
    return isProblem(agreeToVisits) ? read.refuse(agreeToVisits) : null;
  }
  const { giveConsent } = await mutate(GiveConsent, {
    input: { person, purpose: typed.purpose, form: person ? (typed.form ?? 'spoken') : null },
  });
  return isProblem(giveConsent) ? read.refuse(giveConsent) : null;
}
