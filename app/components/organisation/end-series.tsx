import { m } from '~/generated/messages/messages';
import { ActionForm, answers, fieldOf } from '~/app/components/ui/action-form';
import { ChoiceGroup } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import { DateField, TextArea } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';

const hidden = { intent: 'end' };

/** Ends a rhythm from a day on; asks what becomes of dates that people signed up for. */
export function EndSeries({ today, reply }: { today: string; reply?: FormReply }) {
  return (
    <Details summary={m.series_end()} open={answers(reply, hidden)}>
      <ActionForm hidden={hidden} reply={reply} label={m.series_end_do()} tone="danger">
        {(mine) => (
          <>
            <DateField field={fieldOf(hidden, 'from', mine, today)} label={m.series_end_from()} />
            <ChoiceGroup
              field={fieldOf(hidden, 'held', mine, 'keep')}
              label={m.series_end_held()}
              type="radio"
              options={[
                { value: 'keep', label: m.series_end_keep() },
                { value: 'call_off', label: m.series_end_call_off() },
              ]}
            />
            <TextArea
              field={fieldOf(hidden, 'reason', mine)}
              label={m.series_end_reason()}
              hint={m.series_end_reason_hint()}
              optional
              rows={3}
              maxLength={500}
            />
          </>
        )}
      </ActionForm>
    </Details>
  );
}
