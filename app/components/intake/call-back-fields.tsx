import { Reveal } from './reveal';
import { SelectField } from '~/app/components/ui/choice-field';
import type { FieldMeta } from '~/app/components/ui/field';
import { DateTimeField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

/** Whether and when to ring back, in the words an officer promises it. */
export function CallBackFields({ fields }: { fields: Record<'callBack' | 'callBackAt', FieldMeta> }) {
  return (
    <Reveal
      choice={
        <SelectField
          field={fields.callBack}
          label={m.committee_intake_call_back()}
          empty={m.committee_intake_call_back_none()}
          options={[
            { value: 'two_hours', label: m.committee_intake_call_back_two_hours() },
            { value: 'tomorrow', label: m.committee_intake_call_back_tomorrow() },
            { value: 'three_days', label: m.committee_intake_call_back_three_days() },
            { value: 'at', label: m.committee_intake_call_back_other() },
          ]}
        />
      }
    >
      <DateTimeField field={fields.callBackAt} label={m.committee_intake_call_back_at()} />
    </Reveal>
  );
}
