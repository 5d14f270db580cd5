import { Plus } from 'lucide-react';
import { Form } from 'react-router';
import { spokenCode } from '~/app/components/committee/spoken-code';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Button } from '~/app/components/ui/button';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { AccountViewer } from '~/app/graphql/account';
import { m } from '~/generated/messages/messages';

const add = { intent: 'add-contact' };

/** How the person is reached and signs in: their member number, and phones and e-mail addresses with a way to add and remove one. */
export function ContactList({ viewer, reply }: { viewer: AccountViewer; reply: FormReply | undefined }) {
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-rule">
        {viewer.memberNumber !== null && (
          <li className="py-2">
            <span className="block text-meta text-muted">{m.account_member_number()}</span>
            <span className="tabular-nums">{spokenCode(viewer.memberNumber)}</span>
          </li>
        )}
        {viewer.contactPoints.map((contact) => (
          <li key={contact.id} className="flex flex-wrap items-center justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="block text-meta text-muted">
                {contact.kind === 'phone' ? m.account_phone() : m.account_email()}
              </span>
              <span className="flex flex-wrap items-center gap-2">
                <span className="wrap-anywhere">{contact.value}</span>
                <Badge tone={contact.verified ? 'primary' : 'caution'}>
                  {contact.verified ? m.account_verified() : m.account_not_verified()}
                </Badge>
              </span>
            </span>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="id" value={contact.id} />
              <Button
                name="intent"
                value="remove-contact"
                aria-label={m.account_remove_named({ name: contact.value })}
              >
                {m.account_remove()}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <ActionForm hidden={add} reply={reply} label={m.account_contact_add()} icon={Plus}>
        {(mine) => (
          <TextField
            field={fieldOf(add, 'value', mine)}
            label={m.account_contact_value()}
            hint={m.account_contact_value_hint()}
            autoComplete="off"
            maxLength={254}
          />
        )}
      </ActionForm>
    </div>
  );
}
