import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { CheckIn, CheckOut, DecideClaim, MarkNoShow } from '~/app/graphql/organisation/roster';
import { CallForHelp, RefuseHelper, SettleVisitAlert } from '~/app/graphql/visits';

const claim = z.string();
const reason = z.string().trim().max(500).optional();

const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('in'), claim }),
  z.object({ intent: z.literal('out'), claim }),
  z.object({ intent: z.literal('absent'), claim }),
  z.object({ intent: z.literal('approve'), claim }),
  z.object({ intent: z.literal('decline'), claim, reason }),
  z.object({ intent: z.literal('refuse-helper'), claim, reason }),
  z.object({ intent: z.literal('help'), claim }),
  z.object({ intent: z.literal('settle'), alert: z.string(), note: z.string().trim().max(500).default('') }),
]);
type Act = z.output<typeof shape>;

/** What whoever runs the day of a home visit does: decides who comes, writes down who rang, closes alerts. */
export async function actOnVisit(api: Api, form: FormData, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const result = await run(api, read.value);
  return isProblem(result) ? read.refuse(result) : redirect(back, 303);
}

async function run({ mutate }: Api, act: Act) {
  switch (act.intent) {
    case 'in':
      return (await mutate(CheckIn, { input: { claim: act.claim, byPhone: true } })).checkIn;
    case 'out':
      return (await mutate(CheckOut, { input: { claim: act.claim, byPhone: true } })).checkOut;
    case 'absent':
      return (await mutate(MarkNoShow, { input: { claim: act.claim } })).markNoShow;
    case 'approve':
      return (await mutate(DecideClaim, { input: { claim: act.claim, approve: true } })).decideClaim;
    case 'decline':
      return (await mutate(DecideClaim, { input: { claim: act.claim, approve: false, reason: act.reason } }))
        .decideClaim;
    case 'refuse-helper':
      return (await mutate(RefuseHelper, { input: { claim: act.claim, reason: act.reason } })).refuseHelper;
    case 'help':
      return (await mutate(CallForHelp, { input: { claim: act.claim } })).callForHelp;
    case 'settle':
      return (await mutate(SettleVisitAlert, { input: { id: act.alert, note: act.note } })).settleVisitAlert;
  }
}
