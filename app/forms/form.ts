import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { data } from 'react-router';
import type { ZodType } from 'zod';
import { fieldNameOf } from './field-name';
import { m } from '~/generated/messages/messages';
import './zod-words';

/** What a form page's action gives back when something is wrong: conform's answer, with everything that was typed. */
export type FormReply = SubmissionResult<string[]>;

/** How the API says no; other members of a result union count as done. */
interface Problem {
  __typename: 'Refusal' | 'InvalidInput';
  message: string;
  issues?: readonly { path: readonly string[]; message: string }[];
}

/** A form that has been read: its value, or what to answer (status 400) with the field errors. */
export type ReadForm<Value> =
  | { ok: true; value: Value; refuse: (problem: { __typename: string }) => ReturnType<typeof bad> }
  | { ok: false; reply: ReturnType<typeof bad> };

function bad(reply: FormReply, status = 400) {
  return data(reply, { status });
}

/**
 * Reads a posted form by its schema (server only; zod never reaches the browser). When the API then says no,
 * `refuse(result)` maps its issues onto the fields, keeping everything that was typed except passwords.
 */
export function readForm<Value>(form: FormData, schema: ZodType<Value>): ReadForm<Value> {
  const submission = parseWithZod(form, { schema });
  if (submission.status !== 'success') {
    return { ok: false, reply: bad(submission.reply({ hideFields: secretFields(form) })) };
  }
  return {
    ok: true,
    value: submission.value,
    refuse: (result) =>
      bad(submission.reply({ hideFields: secretFields(form), ...errorsOf(result as Problem, form) })),
  };
}

/** True when a mutation's answer is a refusal or invalid input; narrows the rest to what was asked for. */
export function isProblem<Result extends { __typename: string }>(
  result: Result,
): result is Extract<Result, { __typename: 'Refusal' | 'InvalidInput' }> {
  return result.__typename === 'Refusal' || result.__typename === 'InvalidInput';
}

/** An issue goes to the field it names when the form has that field, else to the top of the form. */
function errorsOf(problem: Problem, form: FormData) {
  if (problem.__typename === 'Refusal' || !problem.issues?.length) return { formErrors: [problem.message] };
  const fieldErrors: Record<string, string[]> = {};
  const formErrors: string[] = [];
  for (const issue of problem.issues) {
    const name = fieldNameOf(issue.path);
    if (form.has(name)) (fieldErrors[name] ??= []).push(issue.message);
    else formErrors.push(issue.message);
  }
  return { fieldErrors, formErrors: formErrors.length > 0 ? formErrors : [m.common_form_check()] };
}

function secretFields(form: FormData): string[] {
  return [...form.keys()].filter((name) => /password|secret/i.test(name));
}
