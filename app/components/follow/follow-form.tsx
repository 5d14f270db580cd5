import { Search } from 'lucide-react';
import { Form } from 'react-router';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { TextField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

interface FollowFormProps {
  number?: string;
  code?: string;
  /** Why the last try led nowhere. */
  error?: string;
}

/** Number and code, as they stand on the slip or were read out. Posted, so that the code stands in no address. */
export function FollowForm({ number, code, error }: FollowFormProps) {
  return (
    <Card>
      <Form method="post" action="/follow" className="flex flex-col gap-4">
        {error && <Banner tone="danger" urgent title={error} />}
        <TextField
          field={{ id: 'number', name: 'number', initialValue: number }}
          label={m.public_follow_number()}
          hint={m.public_follow_number_hint()}
          inputMode="numeric"
          autoComplete="off"
          maxLength={40}
          autoFocus={!number}
          required
        />
        <TextField
          field={{ id: 'code', name: 'code', initialValue: code }}
          label={m.public_follow_code()}
          hint={m.public_follow_code_hint()}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          autoFocus={Boolean(number)}
          required
        />
        <Button tone="primary" icon={Search} wide>
          {m.public_follow_ask()}
        </Button>
      </Form>
    </Card>
  );
}
