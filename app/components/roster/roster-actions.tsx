import { LogOut, UserX } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { ActionForm, fieldOf, ReasonForm } from '~/app/components/ui/action-form';
import { SelectField } from '~/app/components/ui/choice-field';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import { formatDuration } from '~/app/i18n/format';
import { isLocalClaim } from '~/app/offline/taps';

interface ActionProps {
  claim: RosterClaim;
  reply?: FormReply;
}

/** Accepts or declines somebody who asks to join. */
export function Decide({ claim, reply }: ActionProps) {
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

/** Checks one person in. */
export function Arrive({ claim, reply }: ActionProps) {
  return (
    <ActionForm
      hidden={{ intent: 'in', claim: claim.id }}
      reply={reply}
      label={m.organisation_check_in()}
      tone="primary"
    />
  );
}

/** Checks one person out, without a break. */
export function Leave({ claim, reply }: ActionProps) {
  return (
    <ActionForm
      hidden={{ intent: 'out', claim: claim.id, breakMinutes: '0' }}
      reply={reply}
      label={m.organisation_check_out()}
    />
  );
}

const breaks = [15, 30, 45, 60, 90];

/** The lengths of a break to choose from. */
export function breakOptions() {
  return [
    { value: '0', label: m.organisation_break_none() },
    ...breaks.map((minutes) => ({ value: String(minutes), label: formatDuration(minutes) })),
  ];
}

/** Checks one person out who took a break. */
export function LeaveWithBreak({ claim, reply }: ActionProps) {
  const hidden = { intent: 'out', claim: claim.id };
  return (
    <ActionForm hidden={hidden} reply={reply} label={m.organisation_check_out()} icon={LogOut} inline>
      {(mine) => (
        <SelectField
          field={fieldOf(hidden, 'breakMinutes', mine, '30')}
          label={m.organisation_break()}
          options={breakOptions().slice(1)}
        />
      )}
    </ActionForm>
  );
}

/** Marks somebody as not having come. */
export function Absent({ claim, reply }: ActionProps) {
  return (
    <ActionForm
      hidden={{ intent: 'absent', claim: claim.id }}
      reply={reply}
      label={m.organisation_absent()}
      icon={UserX}
    />
  );
}

/** Takes that mark back. */
export function NotAbsent({ claim, reply }: ActionProps) {
  return (
    <ActionForm
      hidden={{ intent: 'undo-absent', claim: claim.id }}
      reply={reply}
      label={m.organisation_absent_undo()}
    />
  );
}

/** Writes a note beside a name. */
export function Note({ claim, reply }: ActionProps) {
  const hidden = { intent: 'note', claim: claim.id };
  if (isLocalClaim(claim.id)) return null;
  return (
    <ActionForm hidden={hidden} reply={reply} label={m.organisation_note_save()}>
      {(mine) => (
        <TextField
          field={fieldOf(hidden, 'note', mine, claim.note ?? '')}
          label={m.organisation_note()}
          hint={m.organisation_note_hint()}
          maxLength={300}
          autoComplete="off"
        />
      )}
    </ActionForm>
  );
}
