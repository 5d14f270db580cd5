import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import {
  CheckIn,
  CheckInMany,
  CheckOut,
  CheckOutMany,
  DecideClaim,
  MarkNoShow,
  NoteClaim,
  UndoNoShow,
} from '~/app/graphql/organisation/roster';
import { m } from '~/generated/messages/messages';
import { refusedAmong, ticked } from '../several';

const claim = z.string();
const breakMinutes = z.coerce.number().int().min(0).max(600).default(0);
const claims = ticked(() => m.organisation_nobody_ticked());

const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('in'), claim }),
  z.object({ intent: z.literal('out'), claim, breakMinutes }),
  z.object({ intent: z.literal('in-many'), claims }),
  z.object({ intent: z.literal('out-many'), claims, breakMinutes }),
  z.object({ intent: z.literal('absent'), claim }),
  z.object({ intent: z.literal('undo-absent'), claim }),
  z.object({ intent: z.literal('note'), claim, note: z.string().trim().max(300).default('') }),
  z.object({ intent: z.literal('approve'), claim }),
  z.object({ intent: z.literal('refuse'), claim, reason: z.string().trim().max(500).optional() }),
]);
type Act = z.output<typeof shape>;

/** What a coordinator does on the roster: check people in and out, mark who did not come, note, and decide on requests. */
export async function actOnRoster(api: Api, form: FormData, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const result = await run(api, read.value);
  if (isProblem(result)) return read.refuse(result);
  const refused = refusedAmong(
    'refused' in result ? result : null,
    ({ claim: each }) => each?.person?.displayName ?? m.organisation_nameless(),
  );
  return refused ? read.refuse(refused) : redirect(back);
}

async function run({ mutate }: Api, act: Act) {
  switch (act.intent) {
    case 'in':
      return (await mutate(CheckIn, { input: { claim: act.claim } })).checkIn;
    case 'out':
      return (await mutate(CheckOut, { input: { claim: act.claim, breakMinutes: act.breakMinutes } }))
        .checkOut;
    case 'in-many':
      return (await mutate(CheckInMany, { input: { claims: act.claims } })).checkInMany;
    case 'out-many':
      return (await mutate(CheckOutMany, { input: { claims: act.claims, breakMinutes: act.breakMinutes } }))
        .checkOutMany;
    case 'absent':
      return (await mutate(MarkNoShow, { input: { claim: act.claim } })).markNoShow;
    case 'undo-absent':
      return (await mutate(UndoNoShow, { input: { claim: act.claim } })).undoNoShow;
    case 'note':
      return (await mutate(NoteClaim, { input: { claim: act.claim, note: act.note } })).noteClaim;
    case 'approve':
      return (await mutate(DecideClaim, { input: { claim: act.claim, approve: true } })).decideClaim;
    case 'refuse':
      return (await mutate(DecideClaim, { input: { claim: act.claim, approve: false, reason: act.reason } }))
        .decideClaim;
  }
}
