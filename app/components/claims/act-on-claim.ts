import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import type { Api } from '~/app/graphql/api';
import { DeclineHandOver, TakeHandOver } from '~/app/graphql/hand-over';
import { AcceptOffer, ClaimTask, DeclineOffer, JoinWaitlist, WithdrawClaim } from '~/app/graphql/need-query';
import { SayComing } from '~/app/graphql/reminders';
import { isProblem } from '~/app/forms/form';

/** Why an act on a task's place was refused; shown beside that task. */
export interface ClaimRefusal {
  taskId: string;
  /** Of the closed list; null when the form itself could not be read. */
  code: string | null;
  message: string;
}

/** A key for the forms of one page: a form sent twice has one effect. */
export function newFormKey(): string {
  return randomUUID();
}

/**
 * Carries out what is done about a place: "claim", "withdraw", say that they are "coming", "join" its waitlist, "accept" an offer,
 * "pass" it on or "decline" it and leave, "take-over" a place that somebody hands over or "decline-over" it (fields `intent`, `task`,
 * `claim`, `handOver`, `code`, `key`). On success it leads back to
 * the page, which then shows the new state; a refusal comes back with status 409.
 */
export async function actOnClaim(pageApi: Api, form: FormData, back: string) {
  const text = (name: string) => String(form.get(name) ?? '');
  const key = `${text('key')}:${text('intent')}:${text('task')}`.slice(0, 200);
  const result = await run(pageApi, text('intent'), {
    task: text('task'),
    claim: text('claim'),
    handOver: text('handOver'),
    code: text('code') || null,
    reason: text('reason') || null,
    key,
  });
  if (isProblem(result)) {
    const code = result.__typename === 'Refusal' ? result.code : null;
    const refusal: ClaimRefusal = { taskId: text('task'), code, message: result.message };
    return data(refusal, { status: 409 });
  }
  return redirect(back, 303);
}

interface Fields {
  task: string;
  claim: string;
  handOver: string;
  code: string | null;
  reason: string | null;
  key: string;
}

async function run({ mutate }: Api, intent: string, { task, claim, handOver, code, reason, key }: Fields) {
  switch (intent) {
    case 'withdraw':
      return (await mutate(WithdrawClaim, { input: { claim, reason }, key })).withdrawClaim;
    case 'coming':
      return (await mutate(SayComing, { input: { claim, coming: true } })).sayComing;
    case 'join':
      return (await mutate(JoinWaitlist, { input: { task }, key })).joinWaitlist;
    case 'accept':
      return (await mutate(AcceptOffer, { input: { claim }, key })).acceptOffer;
    case 'pass':
    case 'decline':
      return (await mutate(DeclineOffer, { input: { claim, leave: intent === 'decline' }, key }))
        .declineOffer;
    case 'take-over':
      return (await mutate(TakeHandOver, { input: { handOver, code }, key })).takeHandOver;
    case 'decline-over':
      return (await mutate(DeclineHandOver, { input: { handOver }, key })).declineHandOver;
    default:
      return (await mutate(ClaimTask, { input: { task }, key })).claimTask;
  }
}
