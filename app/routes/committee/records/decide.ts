import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { ResolveDispute, VerifyRecord } from '~/app/graphql/committee/records';
import { redirect } from 'react-router';

const record = z.string();
const text = z.string().trim().min(2).max(500);

/** What an officer posts about one record. */
export const decisionShapes = [
  z.object({ intent: z.literal('verify'), record }),
  z.object({ intent: z.literal('reject'), record, reason: text }),
  z.object({
    intent: z.literal('uphold'),
    record,
    resolution: text,
    minutes: z.coerce.number().int().min(1),
  }),
  z.object({ intent: z.literal('dismiss'), record, resolution: text }),
] as const;
const shape = z.discriminatedUnion('intent', decisionShapes);
export type Decision = z.output<typeof shape>;

/** Verifies or rejects a record, or decides its dispute. */
export async function decideRecord({ mutate }: Api, decision: Decision) {
  const { record: id } = decision;
  switch (decision.intent) {
    case 'verify':
      return (await mutate(VerifyRecord, { input: { record: id, approve: true } })).verifyServiceRecord;
    case 'reject':
      return (await mutate(VerifyRecord, { input: { record: id, approve: false, reason: decision.reason } }))
        .verifyServiceRecord;
    case 'uphold':
    case 'dismiss': {
      const uphold = decision.intent === 'uphold';
      const input = {
        record: id,
        uphold,
        resolution: decision.resolution,
        minutes: uphold ? decision.minutes : null,
      };
      return (await mutate(ResolveDispute, { input })).resolveDispute;
    }
  }
}

/** Reads one decision from a form and carries it out. */
export async function actOnRecord(api: Api, form: FormData, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const result = await decideRecord(api, read.value);
  return isProblem(result) ? read.refuse(result) : redirect(back);
}
