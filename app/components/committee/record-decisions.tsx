import { Check } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { ActionForm, fieldOf, ReasonForm } from '~/app/components/ui/action-form';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { RecordRow } from '~/app/graphql/organisation/records';
import { formatDuration } from '~/app/i18n/format';

interface DecisionProps {
  record: Pick<RecordRow, 'id' | 'minutes' | 'startsAt' | 'endsAt' | 'may' | 'state' | 'person'>;
  reply?: FormReply;
  /** Among many records, whose one primary action is elsewhere. */
  inList?: boolean;
}

/**
 * What an officer may decide about a record, and why not where they may not. One of a community below is decided once it was
 * opened with a reason: nobody judges hours without knowing whose.
 */
export function RecordDecisions({ record, reply, inList }: DecisionProps) {
  const can = (act: string) => record.may.includes(act);
  if (!record.person && record.may.length > 0) {
    return <p className="text-caution">{m.committee_record_open_first()}</p>;
  }
  return (
    <>
      {can('verify') && (
        <ActionForm
          hidden={{ intent: 'verify', record: record.id }}
          reply={reply}
          label={m.committee_verify({ amount: formatDuration(record.minutes) })}
          tone={inList ? 'secondary' : 'primary'}
          icon={Check}
        />
      )}
      {can('reject') && (
        <ReasonForm
          hidden={{ intent: 'reject', record: record.id }}
          reply={reply}
          summary={m.committee_reject()}
          question={m.committee_reject_question()}
          hint={m.committee_reject_hint()}
          label={m.committee_reject()}
        />
      )}
      {can('resolve') && <Resolve record={record} reply={reply} />}
      {record.state === 'confirmed' && !can('verify') && (
        <p className="text-caution">{m.committee_not_yours()}</p>
      )}
      {record.state === 'disputed' && !can('resolve') && (
        <p className="text-caution">{m.committee_dispute_not_yours()}</p>
      )}
    </>
  );
}

/**
 * A dispute is upheld with the amount that is right, at most the time between beginning and end, or dismissed; either way with
 * the reason.
 */
function Resolve({ record, reply }: DecisionProps) {
  const longest = Math.floor((Date.parse(record.endsAt) - Date.parse(record.startsAt)) / 60_000);
  const uphold = { intent: 'uphold', record: record.id };
  const dismiss = { intent: 'dismiss', record: record.id };
  return (
    <>
      <ReasonForm
        hidden={uphold}
        reply={reply}
        name="resolution"
        summary={m.committee_uphold()}
        question={m.committee_resolution()}
        hint={m.committee_resolution_hint()}
        label={m.committee_uphold()}
        tone="primary"
      >
        {(mine) => (
          <TextField
            field={fieldOf(uphold, 'minutes', mine, String(record.minutes))}
            label={m.committee_right_minutes()}
            hint={m.committee_right_minutes_hint({ count: longest })}
            type="number"
            inputMode="numeric"
            min={1}
            max={longest}
          />
        )}
      </ReasonForm>
      <ReasonForm
        hidden={dismiss}
        reply={reply}
        name="resolution"
        summary={m.committee_dismiss()}
        question={m.committee_resolution()}
        hint={m.committee_resolution_hint()}
        label={m.committee_dismiss()}
        tone="secondary"
      />
    </>
  );
}
