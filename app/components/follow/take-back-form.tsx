import { Undo2 } from 'lucide-react';
import { Form } from 'react-router';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Details } from '~/app/components/ui/details';
import { TextArea } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { m } from '~/generated/messages/messages';

interface TakeBackFormProps {
  /** Where it is posted to; the page itself without. */
  action?: string;
  /** What names the request: its id, or its number and code. */
  request: Readonly<Record<string, string>>;
  reply?: FormReply;
}

/** Takes a request back, saying why: closed until someone wants it, open again with what was typed when it is refused. */
export function TakeBackForm({ action, request, reply }: TakeBackFormProps) {
  const name = Object.values(request)[0] ?? '';
  return (
    <Details summary={m.ask_take_back()} open={reply !== undefined}>
      <Form method="post" action={action} noValidate preventScrollReset className="flex flex-col gap-3">
        <FormErrors errors={reply?.error?.[''] ?? undefined} />
        <input type="hidden" name="intent" value="take-back" />
        {Object.entries(request).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <TextArea
          field={{
            id: `take-back-${name}`,
            name: 'reason',
            initialValue: reply?.initialValue?.reason,
            errors: reply?.error?.reason ?? undefined,
          }}
          label={m.ask_take_back_why()}
          hint={m.ask_take_back_hint()}
          rows={2}
          maxLength={500}
        />
        <div className="flex">
          <Button tone="danger" icon={Undo2}>
            {m.ask_take_back_send()}
          </Button>
        </div>
      </Form>
    </Details>
  );
}
