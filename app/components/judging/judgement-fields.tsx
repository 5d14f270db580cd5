import { judgements, judgementWords, satisfactions, satisfactionWords } from './judgement-words';
import { fieldOf } from '~/app/components/ui/action-form';
import { ChoiceGroup } from '~/app/components/ui/choice-field';
import { TextArea } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { m } from '~/generated/messages/messages';

interface JudgementFieldsProps {
  hidden: Record<string, string>;
  reply: FormReply | undefined;
  /** Without the first question, where buttons ask it. */
  short?: boolean;
}

/** What the person served is asked: one thing that must be said, and three that may. */
export function JudgementFields({ hidden, reply, short }: JudgementFieldsProps) {
  return (
    <>
      {!short && (
        <ChoiceGroup
          field={fieldOf(hidden, 'judgement', reply)}
          type="radio"
          label={m.judging_question()}
          options={judgements.map((value) => ({ value, label: judgementWords[value]() }))}
        />
      )}
      <ChoiceGroup
        field={fieldOf(hidden, 'satisfaction', reply)}
        type="radio"
        label={m.judging_satisfaction()}
        optional
        inline
        options={satisfactions.map((value) => ({ value, label: satisfactionWords[value]() }))}
      />
      <TextArea
        field={fieldOf(hidden, 'thanks', reply)}
        label={m.judging_thanks()}
        hint={m.judging_thanks_hint()}
        optional
        rows={2}
        maxLength={500}
      />
      <TextArea
        field={fieldOf(hidden, 'remark', reply)}
        label={m.judging_remark()}
        optional
        rows={2}
        maxLength={500}
      />
    </>
  );
}
