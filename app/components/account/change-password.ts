import { redirect } from 'react-router';
import { z } from 'zod';
import { isProblem, readForm } from '~/app/forms/form';
import { SetPassword } from '~/app/graphql/account';
import type { Api } from '~/app/graphql/api';

const ChangePasswordForm = z.object({
  intent: z.string(),
  currentPassword: z.string().max(200).optional(),
  newPassword: z.string().min(8).max(200),
});

/** The form "change password": every field's problem beside it, nothing secret sent back. */
export async function changePassword(pageApi: Api, formData: FormData) {
  const form = readForm(formData, ChangePasswordForm);
  if (!form.ok) return form.reply;
  const { currentPassword, newPassword } = form.value;
  const { setPassword } = await pageApi.mutate(SetPassword, { input: { currentPassword, newPassword } });
  return isProblem(setPassword) ? form.refuse(setPassword) : redirect('/account?saved=password', 303);
}
