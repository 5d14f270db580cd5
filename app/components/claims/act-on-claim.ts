import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import type { Api } from '~/app/graphql/api';
import { ClaimTask, WithdrawClaim } from '~/app/graphql/need-query';
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
 * Carries out the forms "claim" and "withdraw" (fields `intent`, `task`, `claim`, `key`). On success it leads back to
 * the page, which then shows the new state; a refusal comes back with status 409.
 */
export async function actOnClaim(pageApi: Api, form: FormData, back: string) {
  const text = (name: string) => String(form.get(name) ?? '');
  const key = `${text('key')}:${text('intent')}:${text('task')}`.slice(0, 200);
  const result =
    form.get('intent') === 'withdraw'
      ? (await pageApi.mutate(WithdrawClaim, { input: { claim: text('claim') }, key })).withdrawClaim
      : (await pageApi.mutate(ClaimTask, { input: { task: text('task') }, key })).claimTask;
  if (isProblem(result)) {
    const code = result.__typename === 'Refusal' ? result.code : null;
    const refusal: ClaimRefusal = { taskId: text('task'), code, message: result.message };
    return data(refusal, { status: 409 });
  }
  return redirect(back, 303);
}
