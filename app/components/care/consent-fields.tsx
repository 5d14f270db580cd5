import { ChoiceGroup } from '~/app/components/ui/choice-field';
import type { FieldMeta } from '~/app/components/ui/field';
import { DateField } from '~/app/components/ui/text-field';
import { consentForms, consentFormWords } from './words';
import { m } from '~/generated/messages/messages';

/** The words that are read out, how the person agreed, and when they are asked again. */
export function ConsentFields({ fieldOf }: { fieldOf: (name: 'form' | 'reviewOn') => FieldMeta }) {
  return (
    <>
      <div className="flex flex-col gap-1">
        <p className="text-meta text-muted">{m.care_consent_read()}</p>
        <blockquote className="border-l-4 border-primary pl-3 text-lead">
          {m.care_consent_script()}
        </blockquote>
      </div>
      <ChoiceGroup
        type="radio"
        inline
        field={fieldOf('form')}
        label={m.care_consent_form()}
        options={consentForms.map((value) => ({ value, label: consentFormWords[value]() }))}
      />
      <DateField field={fieldOf('reviewOn')} label={m.care_review_on()} hint={m.care_review_on_hint()} />
    </>
  );
}
