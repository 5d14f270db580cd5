import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { NoteCodeTold, ProceedWithIntake } from '~/app/graphql/committee/intake';

const shape = z.object({ intent: z.enum(['consent', 'publish', 'code-told']) });

/**
 * Goes on with a request for help: notes that the person served agreed, after the words were read out, and publishes it once
 * nothing is missing; or notes that the person was told their new code. What to answer when that cannot be done, else null.
 */
export async function proceed({ mutate }: Api, form: FormData, intake: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  if (read.value.intent === 'code-told') {
    const { noteCodeTold } = await mutate(NoteCodeTold, { input: { intake } });
    return isProblem(noteCodeTold) ? read.refuse(noteCodeTold) : null;
  }
  const input = { intake, consent: read.value.intent === 'consent' };
  const { proceedWithIntake } = await mutate(ProceedWithIntake, { input });
  return isProblem(proceedWithIntake) ? read.refuse(proceedWithIntake) : null;
}
