import { Form } from 'react-router';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { m } from '~/generated/messages/messages';

/** Changes the password or PIN; whoever came in with a slip has no current one yet. */
export function PasswordForm({ reply }: { reply: FormReply | undefined }) {
  const [form, fields] = useServerForm<{ currentPassword: string; newPassword: string }>(reply);
  return (
    <Form {...formProps(form)} className="flex flex-col gap-4">
      <FormErrors errors={form.errors} />
      <TextField
        field={fields.currentPassword}
        label={m.account_current_password()}
        hint={m.account_current_password_hint()}
        type="password"
        autoComplete="current-password"
        optional
      />
      <TextField
        field={fields.newPassword}
        label={m.account_new_password()}
        hint={m.account_password_hint()}
        type="password"
        autoComplete="new-password"
      />
      <div>
        <Button name="intent" value="password">
          {m.account_change_password()}
        </Button>
      </div>
    </Form>
  );
}
