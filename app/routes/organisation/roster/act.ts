import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { CheckIn, CheckOut, DecideClaim } from '~/app/graphql/organisation/roster';

const claim = z.string();
const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('in'), claim }),
  z.object({
    intent: z.literal('out'),
    claim,
    breakMinutes: z.coerce.number().int().min(0).max(600).default(0),
  }),
  z.object({ intent: z.literal('approve'), claim }),
  z.object({ intent: z.literal('refuse'), claim, reason: z.string().trim().max(500).optional() }),
]);

/** What a coordinator does on the roster: check people in and out, and decide on requests. */
export async function actOnRoster({ mutate }: Api, form: FormData, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const act = read.value;
  const result = await run();
  return isProblem(result) ? read.refuse(result) : redirect(back);

  async function run() {
    switch (act.intent) {
      case 'in':
        return (await mutate(CheckIn, { input: { claim: act.claim } })).checkIn;
      case 'out':
        return (await mutate(CheckOut, { input: { claim: act.claim, breakMinutes: act.breakMinutes } }))
          .checkOut;
      case 'approve':
        return (await mutate(DecideClaim, { input: { claim: act.claim, approve: true } })).decideClaim;
      case 'refuse':
        return (
          await mutate(DecideClaim, { input: { claim: act.claim, approve: false, reason: act.reason } })
        ).decideClaim;
    }
  }
}
