import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import type { Api } from '~/app/graphql/api';
import { AddEmergencyContact, RemoveEmergencyContact } from '~/app/graphql/committee/people';

const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add-emergency'),
    name: z.string().trim().max(80).default(''),
    relationship: z.string().trim().max(80).optional(),
    phone: z.string().trim().max(40).default(''),
  }),
  z.object({ intent: z.literal('remove-emergency'), id: z.string() }),
]);

/** Adds to or takes from those whom the viewer names to be called; leads back when it is done. */
export async function changeEmergencyContacts({ mutate }: Api, form: FormData, back: string) {
  const read = readForm(form, shape);
  if (!read.ok) return read.reply;
  const act = read.value;
  if (act.intent === 'remove-emergency') {
    const { removeEmergencyContact } = await mutate(RemoveEmergencyContact, { input: { id: act.id } });
    return isProblem(removeEmergencyContact) ? read.refuse(removeEmergencyContact) : redirect(back, 303);
  }
  const { name, relationship, phone } = act;
  const { addEmergencyContact } = await mutate(AddEmergencyContact, { input: { name, relationship, phone } });
  return isProblem(addEmergencyContact) ? read.refuse(addEmergencyContact) : redirect(back, 303);
}
