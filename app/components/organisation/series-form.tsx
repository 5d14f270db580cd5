import { Form } from 'react-router';
import { m } from '~/generated/messages/messages';
import { StepErrors } from './step-errors';
import { weekdayOptions } from '~/app/components/needs/rhythm-words';
import { Button } from '~/app/components/ui/button';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { DateField, TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';

type SeriesField = 'startsOn' | 'frequency' | 'interval' | 'weekdays' | 'ends' | 'until' | 'count';

interface SeriesFormProps {
  version: number;
  /** The days whose tasks can be repeated, with what they are called; the first is chosen. */
  days: readonly { value: string; label: string }[];
  /** The weekday of the first of them, as RFC 5545 writes it. */
  weekday: string;
  reply?: FormReply;
}

/** Which day repeats, how often, and until when. */
export function SeriesForm({ version, days, weekday, reply }: SeriesFormProps) {
  const mine = reply?.initialValue?.intent === 'set' ? reply : undefined;
  const [form, fields] = useServerForm<Record<SeriesField, string | string[]>>(mine, {
    startsOn: days[0]?.value,
    frequency: 'weekly',
    interval: '1',
    weekdays: [weekday],
    ends: 'never',
  });
  return (
    <Form {...formProps(form)} className="flex flex-col gap-6">
      <StepErrors errors={form.errors} sent={mine?.initialValue?.version} current={version} facts={[]} />
      <input type="hidden" name="intent" value="set" />
      <input type="hidden" name="version" value={version} />
      <SelectField
        field={fields.startsOn}
        label={m.series_field_starts()}
        hint={m.series_field_starts_hint()}
        options={days}
      />
      <ChoiceGroup
        field={fields.frequency}
        label={m.series_field_frequency()}
        type="radio"
        options={[
          { value: 'weekly', label: m.series_weekly() },
          { value: 'monthly', label: m.series_monthly() },
          { value: 'monthly_last', label: m.series_monthly_last() },
        ]}
      />
      <ChoiceGroup
        field={fields.weekdays}
        label={m.series_field_weekdays()}
        hint={m.series_field_weekdays_hint()}
        inline
        options={weekdayOptions()}
      />
      <TextField
        field={fields.interval}
        label={m.series_field_interval()}
        hint={m.series_field_interval_hint()}
        type="number"
        inputMode="numeric"
        min={1}
        max={52}
      />
      <ChoiceGroup
        field={fields.ends}
        label={m.series_field_ends()}
        type="radio"
        options={[
          { value: 'never', label: m.series_ends_never() },
          { value: 'on', label: m.series_ends_on() },
          { value: 'after', label: m.series_ends_after() },
        ]}
      />
      <div className="grid items-end gap-6 sm:grid-cols-2 elder:grid-cols-1">
        <DateField field={fields.until} label={m.series_field_until()} optional />
        <TextField
          field={fields.count}
          label={m.series_field_count()}
          optional
          type="number"
          inputMode="numeric"
          min={1}
          max={520}
        />
      </div>
      <Button tone="primary">{m.series_save()}</Button>
    </Form>
  );
}
