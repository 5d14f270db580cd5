import { Choice } from '~/app/components/ui/choice-field';
import { FieldError, type FieldMeta } from '~/app/components/ui/field';
import { TextField } from '~/app/components/ui/text-field';
import { Reveal } from '~/app/components/intake/reveal';
import { outcomeWords } from './words';
import { m } from '~/generated/messages/messages';

/** How it was: well, something is needed and what, nobody was reached, or it did not take place. */
export function OutcomeFields({ fieldOf }: { fieldOf: (name: 'outcome' | 'needs') => FieldMeta }) {
  const outcome = fieldOf('outcome');
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="font-semibold">{m.care_outcome()}</legend>
      <Choice field={outcome} type="radio" value="well">
        {outcomeWords.well()}
      </Choice>
      <Reveal
        choice={
          <Choice field={outcome} type="radio" value="needs_something">
            {outcomeWords.needs_something()}
          </Choice>
        }
      >
        <TextField
          field={fieldOf('needs')}
          label={m.care_needs_what()}
          hint={m.care_needs_what_hint()}
          maxLength={200}
          autoComplete="off"
        />
      </Reveal>
      <Choice field={outcome} type="radio" value="not_reached">
        {outcomeWords.not_reached()}
      </Choice>
      <Choice field={outcome} type="radio" value="not_held">
        {outcomeWords.not_held()}
      </Choice>
      <FieldError field={outcome} />
    </fieldset>
  );
}
