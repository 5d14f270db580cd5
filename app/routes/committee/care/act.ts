import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import {
  AddCarePair,
  ChangeCareEntry,
  EndCareEntry,
  EndCarePair,
  FollowUpVisit,
  RenewCareConsent,
  ReportVisit,
  WithdrawCareConsent,
} from '~/app/graphql/committee/care';
import { consentShape, followUpShape, outcomeShape, rhythmOf, rhythmShape } from './shapes';

const note = z.string().trim().max(500).optional();
const endPairShape = z.object({ pair: z.string(), reason: note });

type Act = (desk: Api, form: FormData, entry: string) => Promise<unknown>;

/** Each form of an entry's page, by its `intent`: what to answer when it cannot be done, else null. */
const acts: Record<string, Act> = {
  async change({ mutate }, form, entry) {
    const read = readForm(form, rhythmShape);
    if (!read.ok) return read.reply;
    const { changeCareEntry } = await mutate(ChangeCareEntry, { input: { entry, ...rhythmOf(read.value) } });
    return isProblem(changeCareEntry) ? read.refuse(changeCareEntry) : null;
  },
  async end({ mutate }, form, entry) {
    const read = readForm(form, z.object({ reason: z.string().trim().max(500).optional() }));
    if (!read.ok) return read.reply;
    const { endCareEntry } = await mutate(EndCareEntry, {
      input: { entry, reason: read.value.reason ?? '' },
    });
    return isProblem(endCareEntry) ? read.refuse(endCareEntry) : null;
  },
  async renew({ mutate }, form, entry) {
    const read = readForm(form, consentShape);
    if (!read.ok) return read.reply;
    const { renewCareConsent } = await mutate(RenewCareConsent, { input: { entry, ...read.value } });
    return isProblem(renewCareConsent) ? read.refuse(renewCareConsent) : null;
  },
  async withdraw({ mutate }, form, entry) {
    const read = readForm(form, z.object({ note }));
    if (!read.ok) return read.reply;
    const { withdrawCareConsent } = await mutate(WithdrawCareConsent, { input: { entry, ...read.value } });
    return isProblem(withdrawCareConsent) ? read.refuse(withdrawCareConsent) : null;
  },
  async pair({ mutate }, form, entry) {
    const read = readForm(form, z.object({ volunteer: z.string() }));
    if (!read.ok) return read.reply;
    const { addCarePair } = await mutate(AddCarePair, { input: { entry, ...read.value } });
    return isProblem(addCarePair) ? read.refuse(addCarePair) : null;
  },
  async unpair({ mutate }, form) {
    const read = readForm(form, endPairShape);
    if (!read.ok) return read.reply;
    const { endCarePair } = await mutate(EndCarePair, { input: read.value });
    return isProblem(endCarePair) ? read.refuse(endCarePair) : null;
  },
  async report({ mutate }, form) {
    const read = readForm(form, outcomeShape);
    if (!read.ok) return read.reply;
    const { reportVisit } = await mutate(ReportVisit, { input: { ...read.value, channel: 'phone' } });
    return isProblem(reportVisit) ? read.refuse(reportVisit) : null;
  },
  async follow_up({ mutate }, form) {
    const read = readForm(form, followUpShape);
    if (!read.ok) return read.reply;
    const { followUpVisit } = await mutate(FollowUpVisit, { input: read.value });
    return isProblem(followUpVisit) ? read.refuse(followUpVisit) : null;
  },
};

/** Carries out the form that was posted. */
export async function actOnEntry(desk: Api, form: FormData, entry: string) {
  const act = acts[String(form.get('intent'))] ?? (() => Promise.resolve(null));
  return (await act(desk, form, entry)) as ReturnType<
    Extract<ReturnType<typeof readForm>, { ok: true }>['refuse']
  > | null;
}
