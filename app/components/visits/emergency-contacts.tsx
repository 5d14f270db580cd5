import { Plus, Trash2 } from 'lucide-react';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { ActionForm, answers, fieldOf } from '~/app/components/ui/action-form';
import { Details } from '~/app/components/ui/details';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { EmergencyContactData } from '~/app/graphql/committee/people';
import { m } from '~/generated/messages/messages';

interface Props {
  contacts: readonly EmergencyContactData[];
  reply?: FormReply;
}

/** Whom to call, each with a number that is dialled by a press. */
export function EmergencyContactList({ contacts }: Pick<Props, 'contacts'>) {
  return (
    <ul className="flex flex-col gap-2">
      {contacts.map((contact) => (
        <li key={contact.id} className="flex flex-wrap items-center gap-x-4">
          <Whom {...contact} />
          <PhoneLink phone={contact.phone} />
        </li>
      ))}
    </ul>
  );
}

function Whom({ name, relationship }: Pick<EmergencyContactData, 'name' | 'relationship'>) {
  return (
    <span>
      <strong>{name}</strong>
      {relationship && <span className="text-muted"> · {relationship}</span>}
    </span>
  );
}

const add = { intent: 'add-emergency' };

/** The same with what changes them: one is taken away by a button, another added below. */
export function EmergencyContacts({ contacts, reply }: Props) {
  return (
    <div className="flex flex-col gap-4">
      {contacts.length === 0 && <p className="text-muted">{m.visits_emergency_none()}</p>}
      <ul className="flex flex-col gap-3">
        {contacts.map((contact) => (
          <li key={contact.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="flex flex-wrap items-center gap-x-4">
              <Whom {...contact} />
              <PhoneLink phone={contact.phone} />
            </span>
            <ActionForm
              hidden={{ intent: 'remove-emergency', id: contact.id }}
              reply={reply}
              icon={Trash2}
              label={
                <>
                  <span aria-hidden>{m.visits_emergency_remove()}</span>
                  <span className="sr-only">{m.visits_emergency_remove_named({ name: contact.name })}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      <Details summary={m.visits_emergency_add()} open={answers(reply, add)}>
        <ActionForm hidden={add} reply={reply} label={m.visits_emergency_add()} icon={Plus}>
          {(mine) => (
            <>
              <TextField
                field={fieldOf(add, 'name', mine)}
                label={m.visits_emergency_name()}
                autoComplete="off"
                maxLength={80}
              />
              <TextField
                field={fieldOf(add, 'relationship', mine)}
                label={m.visits_emergency_relationship()}
                hint={m.visits_emergency_relationship_hint()}
                optional
                autoComplete="off"
                maxLength={80}
              />
              <TextField
                field={fieldOf(add, 'phone', mine)}
                label={m.visits_emergency_phone()}
                type="tel"
                autoComplete="off"
                maxLength={40}
              />
            </>
          )}
        </ActionForm>
      </Details>
    </div>
  );
}
