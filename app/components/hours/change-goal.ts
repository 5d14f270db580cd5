import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { DropGoal, SetGoal } from '~/app/graphql/hours';

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('set-goal'),
    hours: z.coerce.number().int().min(1).max(5_000),
    since: z.iso.date(),
    until: z.iso.date(),
  }),
  z.object({ intent: z.literal('drop-goal') }),
]);

export const isGoalForm = (form: FormData): boolean => String(form.get('intent') ?? '').endsWith('-goal');

/** Sets the goal of whoever is signed in, or gives it up. */
export async function changeGoal({ mutate }: Api, form: FormData) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const { intent, ...goal } = read.value;
  const result =
    intent === 'set-goal' && 'hours' in goal
      ? (await mutate(SetGoal, { input: goal })).setGoal
      : (await mutate(DropGoal, {})).dropGoal;
  return isProblem(result) ? read.refuse(result) : redirect('/my/hours', 303);
}
