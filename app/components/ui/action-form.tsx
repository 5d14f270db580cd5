import type { ReactNode } from 'react';
import { Form, useNavigation } from 'react-router';
import { m } from '~/generated/messages/messages';
import type { FormReply } from '~/app/forms/form';
import { FormErrors } from './banner';
import { Button, type ButtonTone } from './button';
import { Details } from './details';
import type { FieldMeta } from './field';
import { TextArea } from './text-field';
import type { LucideIcon } from 'lucide-react';

type Hidden = Record<string, string>;

interface ActionFormProps {
  /** What the button concerns, e.g. `{ intent: 'confirm', record: id }`; tells this form from its neighbours on the page. */
  hidden: Hidden;
  /** The page's action's answer; shown here only when it answers this form. */
  reply?: FormReply;
  label: ReactNode;
  tone?: ButtonTone;
  icon?: LucideIcon;
  /** Fields and button side by side, as in a row of a list. */
  inline?: boolean;
  disabled?: boolean;
  /** Further fields, given what this form was answered. */
  children?: (reply: FormReply | undefined) => ReactNode;
}

/** One act on one thing: a small form with a button. Says "one moment" while it is under way and why when it was refused. */
export function ActionForm({
  hidden,
  reply,
  label,
  children,
  tone,
  icon,
  inline,
  disabled,
}: ActionFormProps) {
  const mine = answers(reply, hidden) ? reply : undefined;
  const navigation = useNavigation();
  const pending = navigation.formData ? matches(navigation.formData, hidden) : false;
  return (
    <Form
      method="post"
      noValidate
      preventScrollReset
      className={inline ? 'flex flex-wrap items-end gap-3' : 'flex flex-col gap-3'}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormErrors errors={mine?.error?.[''] ?? undefined} />
      {children?.(mine)}
      <div className="flex">
        <Button tone={tone} icon={icon} disabled={pending || disabled}>
          {pending ? m.common_working() : label}
        </Button>
      </div>
    </Form>
  );
}

interface ReasonFormProps {
  hidden: Hidden;
  reply?: FormReply;
  /** The line that opens it, e.g. "Cancel this need". */
  summary: ReactNode;
  question: ReactNode;
  hint?: ReactNode;
  label: ReactNode;
  tone?: ButtonTone;
  /** Name of the field that carries the reason. */
  name?: string;
  children?: (reply: FormReply | undefined) => ReactNode;
}

/** An act that has to say why: closed until someone wants it, open again with what was typed when it is refused. */
export function ReasonForm({
  hidden,
  reply,
  summary,
  question,
  hint,
  label,
  tone = 'danger',
  name = 'reason',
  children,
}: ReasonFormProps) {
  return (
    <Details summary={summary} open={answers(reply, hidden)}>
      <ActionForm hidden={hidden} reply={reply} label={label} tone={tone}>
        {(mine) => (
          <>
            {children?.(mine)}
            <TextArea
              field={fieldOf(hidden, name, mine)}
              label={question}
              hint={hint}
              rows={3}
              maxLength={2000}
            />
          </>
        )}
      </ActionForm>
    </Details>
  );
}

/** A field of one of several small forms: its id is its own, its value and errors come back with the answer. */
export function fieldOf(
  hidden: Hidden,
  name: string,
  reply: FormReply | undefined,
  initial?: string,
): FieldMeta {
  return {
    id: `${Object.values(hidden).join('-')}-${name}`,
    name,
    initialValue: reply?.initialValue?.[name] ?? initial,
    errors: reply?.error?.[name] ?? undefined,
  };
}

/** Whether an answer is about the form with these hidden values. */
export function answers(reply: FormReply | undefined, hidden: Hidden): boolean {
  const sent = reply?.initialValue;
  return sent ? Object.entries(hidden).every(([name, value]) => sent[name] === value) : false;
}

function matches(form: FormData, hidden: Hidden): boolean {
  return Object.entries(hidden).every(([name, value]) => form.get(name) === value);
}
