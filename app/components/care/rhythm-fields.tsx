import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import type { FieldMeta } from '~/app/components/ui/field';
import { DateField, TextField } from '~/app/components/ui/text-field';
import { formatDuration } from '~/app/i18n/format';
import { intervals, intervalWords, levels, levelWords } from './words';
import { m } from '~/generated/messages/messages';

type Name = 'level' | 'interval' | 'startsOn' | 'startTime' | 'durationMinutes';

const lengths = [15, 30, 45, 60, 90, 120];

/** How closely, how often, from when and at what time somebody is visited. */
export function RhythmFields({ fieldOf }: { fieldOf: (name: Name) => FieldMeta }) {
  return (
    <>
      <ChoiceGroup
        type="radio"
        inline
        field={fieldOf('level')}
        label={m.care_level()}
        options={levels.map((value) => ({ value, label: levelWords[value]() }))}
      />
      <ChoiceGroup
        type="radio"
        inline
        field={fieldOf('interval')}
        label={m.care_interval()}
        options={intervals.map((value) => ({ value, label: intervalWords[value]() }))}
      />
      <div className="grid gap-4 sm:grid-cols-3 elder:grid-cols-1">
        <DateField field={fieldOf('startsOn')} label={m.care_starts_on()} />
        <TextField type="time" step={300} field={fieldOf('startTime')} label={m.care_start_time()} />
        <SelectField
          field={fieldOf('durationMinutes')}
          label={m.care_duration()}
          options={lengths.map((minutes) => ({
            value: String(minutes),
            label: formatDuration(minutes),
          }))}
        />
      </div>
    </>
  );
}
