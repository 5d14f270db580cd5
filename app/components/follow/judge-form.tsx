import { Send } from 'lucide-react';
import { JudgementFields } from '~/app/components/judging/judgement-fields';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import type { FormReply } from '~/app/forms/form';
import type { FollowedRequest } from '~/app/graphql/follow';
import { Form } from 'react-router';
import { m } from '~/generated/messages/messages';

interface JudgeFormProps {
  request: FollowedRequest;
  /** As it was typed: it goes with the judgement, and stands in no address. */
  code: string;
  reply?: FormReply;
}

/** How it turned out, said by whoever has number and code: one question large, three that may be left out. */
export function JudgeForm({ request, code, reply }: JudgeFormProps) {
  const hidden = { intent: 'judge' };
  return (
    <Card>
      <Form method="post" action="/follow" className="flex flex-col gap-6" noValidate>
        <FormErrors errors={reply?.error?.[''] ?? undefined} />
        <input type="hidden" name="intent" value="judge" />
        <input type="hidden" name="number" value={request.number} />
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="round" value={request.round} />
        <JudgementFields hidden={hidden} reply={reply} />
        <Button tone="primary" icon={Send} wide>
          {m.judging_send()}
        </Button>
      </Form>
    </Card>
  );
}
