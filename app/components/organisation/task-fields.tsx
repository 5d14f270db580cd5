import { m } from '~/generated/messages/messages';
import { Choice, ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import type { FieldMeta } from '~/app/components/ui/field';
import { DateTimeField, TextField } from '~/app/components/ui/text-field';
import { formatLanguage } from '~/app/i18n/format';

export type TaskField =
  | 'title'
  | 'startsAt'
  | 'endsAt'
  | 'minimumPlaces'
  | 'maximumPlaces'
  | 'minimumAge'
  | 'languages'
  | 'requiredSkills'
  | 'usefulSkills'
  | 'needsApproval'
  | 'withdrawUntilMinutes';

interface TaskFieldsProps {
  fields: Record<TaskField, FieldMeta>;
  skills: readonly { id: string; name: string }[];
  /** The community whose clock the times are read by. */
  community: string;
  /** Open where something in it is filled in or wrong. */
  showMore: boolean;
}

const languages = ['zh', 'yue', 'en', 'es', 'fr', 'ru', 'ar', 'bn', 'ko', 'ht'];
const withdrawChoices = [0, 120, 720, 1440, 2880, 4320];

/** One task: when, how many, and whom it asks for. */
export function TaskFields({ fields, skills, community, showMore }: TaskFieldsProps) {
  const skillOptions = skills.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TextField
        field={fields.title}
        label={m.organisation_task_title()}
        hint={m.organisation_task_title_hint()}
        maxLength={120}
      />
      <div className="grid items-end gap-6 sm:grid-cols-2 elder:grid-cols-1">
        <DateTimeField
          field={fields.startsAt}
          label={m.organisation_task_starts()}
          hint={m.organisation_task_clock({ community })}
        />
        <DateTimeField
          field={fields.endsAt}
          label={m.organisation_task_ends()}
          hint={m.organisation_task_ends_hint()}
        />
      </div>
      <div className="grid items-end gap-6 sm:grid-cols-2 elder:grid-cols-1">
        <TextField
          field={fields.minimumPlaces}
          label={m.organisation_task_least()}
          hint={m.organisation_task_least_hint()}
          type="number"
          inputMode="numeric"
          min={0}
        />
        <TextField
          field={fields.maximumPlaces}
          label={m.organisation_task_most()}
          hint={m.organisation_task_most_hint()}
          type="number"
          inputMode="numeric"
          min={1}
        />
      </div>
      <Details summary={m.organisation_task_whom()} open={showMore}>
        <TextField
          field={fields.minimumAge}
          label={m.organisation_task_age()}
          optional
          type="number"
          inputMode="numeric"
          min={0}
          max={120}
        />
        <Choice field={fields.needsApproval}>{m.organisation_task_approval()}</Choice>
        <SelectField
          field={fields.withdrawUntilMinutes}
          label={m.organisation_task_withdraw()}
          options={withdrawOptions(fields.withdrawUntilMinutes)}
        />
        <ChoiceGroup
          field={fields.languages}
          label={m.organisation_task_languages()}
          hint={m.organisation_task_languages_hint()}
          optional
          inline
          options={languages.map((tag) => ({ value: tag, label: formatLanguage(tag) }))}
        />
        {skillOptions.length > 0 && (
          <>
            <ChoiceGroup
              field={fields.requiredSkills}
              label={m.organisation_task_required()}
              hint={m.organisation_task_required_hint()}
              optional
              inline
              options={skillOptions}
            />
            <ChoiceGroup
              field={fields.usefulSkills}
              label={m.organisation_task_useful()}
              optional
              inline
              options={skillOptions}
            />
          </>
        )}
      </Details>
    </>
  );
}

/** The usual choices, and the value that stands there already when it is another one. */
function withdrawOptions(field: FieldMeta) {
  const present = Number(field.initialValue ?? 0);
  const minutes = withdrawChoices.includes(present)
    ? withdrawChoices
    : [...withdrawChoices, present].sort((a, b) => a - b);
  return minutes.map((each) => ({
    value: String(each),
    label:
      each === 0
        ? m.organisation_task_withdraw_start()
        : m.organisation_task_withdraw_hours({ count: Math.round(each / 60) }),
  }));
}
