import type { ReactNode } from 'react';
import { type Outcome, outcomes, outcomeWords } from './choices';
import { ConsentScript } from './consent-script';
import { Reveal } from './reveal';
import { Choice, type Option, SelectField } from '~/app/components/ui/choice-field';
import { FieldError, type FieldMeta } from '~/app/components/ui/field';
import { DateField, TextArea, TextField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

type Name =
  | 'outcome'
  | 'consent'
  | 'dueDay'
  | 'owner'
  | 'complaintNote'
  | 'answer'
  | 'passedOnTo'
  | 'passedOnNote'
  | 'reason';

/** What becomes of the request at once: five choices, each with its own questions only. */
export function OutcomeFields({
  fields,
  workers,
}: {
  fields: Record<Name, FieldMeta>;
  /** Who may handle a complaint besides whoever writes it down. */
  workers: readonly Option[];
}) {
  const asks: Record<Outcome, ReactNode> = {
    need: (
      <>
        <ConsentScript />
        <Choice field={fields.consent}>{m.committee_intake_consent_given()}</Choice>
        <FieldError field={fields.consent} />
      </>
    ),
    complaint: (
      <>
        <DateField field={fields.dueDay} label={m.committee_intake_due()} />
        <SelectField field={fields.owner} label={m.ask_owner()} empty={m.ask_owner_me()} options={workers} />
        <Note field={fields.complaintNote} label={m.committee_intake_remark()} optional />
      </>
    ),
    answered: (
      <Note field={fields.answer} label={m.committee_intake_answer()} hint={m.committee_intake_told_hint()} />
    ),
    passed_on: (
      <>
        <TextField
          field={fields.passedOnTo}
          label={m.committee_intake_passed_on_to()}
          hint={m.committee_intake_passed_on_hint()}
          autoComplete="off"
          maxLength={200}
        />
        <Note field={fields.passedOnNote} label={m.committee_intake_remark()} optional />
      </>
    ),
    refused: (
      <Note field={fields.reason} label={m.committee_intake_reason()} hint={m.committee_intake_told_hint()} />
    ),
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="font-semibold">{m.committee_intake_outcome()}</legend>
      {outcomes.map((outcome) => (
        <Reveal
          key={outcome}
          choice={
            <Choice field={fields.outcome} type="radio" value={outcome}>
              {outcomeWords[outcome]()}
            </Choice>
          }
        >
          {asks[outcome]}
        </Reveal>
      ))}
      <FieldError field={fields.outcome} />
    </fieldset>
  );
}

interface NoteProps {
  field: FieldMeta;
  label: string;
  hint?: string;
  optional?: boolean;
}

const Note = (props: NoteProps) => <TextArea rows={2} maxLength={2000} {...props} />;
