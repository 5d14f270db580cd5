import { LogOut } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { ActionForm, fieldOf, ReasonForm } from '~/app/components/ui/action-form';
import { SelectField } from '~/app/components/ui/choice-field';
import type { FormReply } from '~/app/forms/form';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import { formatDuration } from '~/app/i18n/format';

/** Accepts or declines somebody who asks to join. */
export function Decide({ claim, reply }: { claim: RosterClaim; reply?: FormReply }) {
  return (
    <>
      <ActionForm
        hidden={{ intent: 'approve', claim: claim.id }}
        reply={reply}
        label={m.organisation_approve()}
        tone="primary"
      />
      <ReasonForm
        hidden={{ intent: 'refuse', claim: claim.id }}
        reply={reply}
        summary={m.organisation_refuse()}
        question={m.organisation_refuse_question()}
        label={m.organisation_refuse()}
      />
    </>
  );
}

const breaks = [0, 15, 30, 45, 60];

/** Checks somebody out, with the break they took. */
export function Leave({ claim, reply }: { claim: RosterClaim; reply?: FormReply }) {
  const hidden = { intent: 'out', claim: claim.id };
  return (
    <ActionForm hidden={hidden} reply={reply} label={m.organisation_check_out()} icon={LogOut} inline>
      {(mine) => (
        <SelectField
          field={fieldOf(hidden, 'breakMinutes', mine, '0')}
          label={m.organisation_break()}
          options={breaks.map((minutes) => ({
            value: String(minutes),
            label: minutes === 0 ? m.organisation_break_none() : formatDuration(minutes),
          }))}
        />
      )}
    </ActionForm>
  );
}
