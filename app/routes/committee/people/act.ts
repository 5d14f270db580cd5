import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import {
  AddCareNote,
  AddEmergencyContact,
  EndCareNote,
  EndHelperRefusal,
  IssueMagnet,
  RemoveEmergencyContact,
  VerifyContact,
} from '~/app/graphql/committee/people';

const id = z.string();

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add-note'),
    audience: z.enum(['helper', 'committee']),
    text: z.string().trim().max(1000).default(''),
    consent: z.literal('on').optional(),
    channel: z.enum(['phone', 'desk', 'paper']).optional(),
  }),
  z.object({ intent: z.literal('end-note'), id }),
  z.object({
    intent: z.literal('add-emergency'),
    name: z.string().trim().max(80).default(''),
    relationship: z.string().trim().max(80).optional(),
    phone: z.string().trim().max(40).default(''),
  }),
  z.object({ intent: z.literal('remove-emergency'), id }),
  z.object({ intent: z.literal('verify-contact'), id }),
  z.object({ intent: z.literal('end-refusal'), id }),
  z.object({ intent: z.literal('magnet'), replace: z.literal('yes').optional() }),
]);
type Act = z.output<typeof shape>;

/** What an officer changes in a person's file. */
export async function actOnFile(api: Api, form: FormData, person: string, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const result = await run(api, read.value, person);
  return isProblem(result) ? read.refuse(result) : redirect(back, 303);
}

async function run({ mutate }: Api, act: Act, person: string) {
  switch (act.intent) {
    case 'add-note': {
      const { audience, text, channel } = act;
      const input = { person, audience, text, channel, consent: act.consent === 'on' };
      return (await mutate(AddCareNote, { input })).addCareNote;
    }
    case 'end-note':
      return (await mutate(EndCareNote, { input: { id: act.id } })).endCareNote;
    case 'add-emergency': {
      const { name, relationship, phone } = act;
      return (await mutate(AddEmergencyContact, { input: { person, name, relationship, phone } }))
        .addEmergencyContact;
    }
    case 'remove-emergency':
      return (await mutate(RemoveEmergencyContact, { input: { id: act.id } })).removeEmergencyContact;
    case 'verify-contact':
      return (await mutate(VerifyContact, { input: { id: act.id } })).verifyContact;
    case 'end-refusal':
      return (await mutate(EndHelperRefusal, { input: { id: act.id } })).endHelperRefusal;
    case 'magnet':
      return (await mutate(IssueMagnet, { input: { person, replace: act.replace === 'yes' } })).issueMagnet;
  }
}
