import { Form } from 'react-router';
import { SecretField } from './secret-field';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import type { FormReply } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { m } from '~/generated/messages/messages';

interface PasswordFormProps {
  reply: FormReply | undefined;
  /** Without one there is none to ask for: the form sets the first. */
  hasPassword: boolean;
}

/** Changes the password or PIN, or sets the first one. */
export function PasswordForm({ reply, hasPassword }: PasswordFormProps) {
  const [form, fields] = useServerForm<{ currentPassword: string; newPassword: string }>(reply);
  return (
    <Form {...formProps(form)} className="flex flex-col gap-4">
      <FormErrors errors={form.errors} />
      {hasPassword && (
        <SecretField
          field={fields.currentPassword}
          label={m.account_current_password()}
          autoComplete="current-password"
        />
      )}
      <SecretField
        field={fields.newPassword}
        label={m.account_new_password()}
        hint={m.account_password_hint()}
        autoComplete="new-password"
      />
      <div>
        <Button name="intent" value="password">
          {hasPassword ? m.account_change_password() : m.account_set_password()}
        </Button>
      </div>
    </Form>
  );
}
