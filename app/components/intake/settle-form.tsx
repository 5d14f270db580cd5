import { PhoneCall } from 'lucide-react';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { m } from '~/generated/messages/messages';

/** They were rung back: what was said, and off the list it goes. */
export function SettleForm({ intake, reply }: { intake: string; reply?: FormReply }) {
  const hidden = { intent: 'settle', intake };
  return (
    <ActionForm hidden={hidden} reply={reply} label={m.committee_intake_settle()} icon={PhoneCall} inline>
      {(mine) => (
        <div className="min-w-0 flex-1 basis-56">
          <TextField
            field={fieldOf(hidden, 'note', mine)}
            label={m.committee_intake_settle_note()}
            optional
            autoComplete="off"
            maxLength={500}
          />
        </div>
      )}
    </ActionForm>
  );
}
