import type { RouterContextProvider } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import type { Intake } from '~/app/graphql/committee/intake';
import { PublishNeed } from '~/app/graphql/organisation/needs';
import { draftOf, saveStep } from '../../organisation/edit/draft';

const shape = z.object({ intent: z.literal('consent'), need: z.string() });

/**
 * Notes that the person served agreed, after the words were read out; with that a need whose time is settled looks for somebody
 * at once, as it does when both are known from the beginning. What to answer when it cannot be noted, else null.
 */
export async function giveConsent(
  context: Readonly<Pick<RouterContextProvider, 'get'>>,
  url: URL,
  form: FormData,
  { missing }: Pick<Intake, 'missing'>,
) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const need = await draftOf(context, url, read.value.need);
  const saved = await saveStep(context, need, need.version, { consent: true });
  if (isProblem(saved)) return read.refuse(saved);
  if (missing.includes('TIME')) return null;
  const { publishNeed } = await api(context).mutate(PublishNeed, { input: { id: need.id } });
  return isProblem(publishNeed) ? read.refuse(publishNeed) : null;
}
