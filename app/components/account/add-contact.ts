import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import { AddContactPoint } from '~/app/graphql/account';
import type { Api } from '~/app/graphql/api';

const AddContactForm = z.object({ intent: z.string(), value: z.string().trim().max(254) });

/** The form "add a phone or e-mail": what cannot be read is said beside the field, with what was typed. */
export async function addContact(pageApi: Api, formData: FormData) {
  const form = readForm(formData, AddContactForm);
  if (!form.ok) return form.reply;
  const { addContactPoint } = await pageApi.mutate(AddContactPoint, { input: { value: form.value.value } });
  return isProblem(addContactPoint) ? form.refuse(addContactPoint) : redirect('/account?saved=contact', 303);
}
