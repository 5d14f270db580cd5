import { Details } from '~/app/components/ui/details';
import type { FieldMeta } from '~/app/components/ui/field';
import { DateField, TextField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

type Name = 'wishedTime' | 'wishedDay' | 'wishedFrom' | 'wishedUntil';

/** When it is wished for: in the words it was said in, and as day and hours when they are known already. */
export function WhenFields({ fields }: { fields: Record<Name, FieldMeta> }) {
  const dated = [fields.wishedDay, fields.wishedFrom, fields.wishedUntil];
  return (
    <div className="flex flex-col gap-2">
      <TextField
        field={fields.wishedTime}
        label={m.committee_intake_when()}
        hint={m.committee_intake_when_hint()}
        autoComplete="off"
        maxLength={100}
      />
      <Details
        summary={m.committee_intake_exact()}
        open={dated.some((field) => Boolean(field.initialValue) || Boolean(field.errors?.length))}
      >
        <div className="grid gap-4 sm:grid-cols-3 elder:grid-cols-1">
          <DateField field={fields.wishedDay} label={m.committee_intake_day()} />
          <TextField type="time" step={300} field={fields.wishedFrom} label={m.committee_intake_from()} />
          <TextField
            type="time"
            step={300}
            field={fields.wishedUntil}
            label={m.committee_intake_until()}
            optional
          />
        </div>
      </Details>
    </div>
  );
}
