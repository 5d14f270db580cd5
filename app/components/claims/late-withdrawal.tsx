import { Form } from 'react-router';
import { Button } from '~/app/components/ui/button';
import { Details } from '~/app/components/ui/details';
import { TextArea } from '~/app/components/ui/text-field';
import { formatMoment } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface LateWithdrawalProps {
  claim: { id: string };
  task: { id: string; title: string; withdrawUntil: string };
  zone: string;
  now: string;
  formKey: string;
}

/** Whether somebody who holds a place can still give it back, after the time for it has passed. */
export const isPastDeadline = (
  claim: { state: string },
  task: { startsAt: string; withdrawUntil: string },
  now: string,
): boolean => claim.state === 'confirmed' && task.withdrawUntil < now && now <= task.startsAt;

/** Says late that one cannot come, and why: closed until somebody wants it, since it is kept. */
export function LateWithdrawal({ claim, task, zone, now, formKey }: LateWithdrawalProps) {
  return (
    <Details summary={m.public_withdraw()}>
      <Form method="post" preventScrollReset className="flex flex-col gap-3">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="task" value={task.id} />
        <input type="hidden" name="claim" value={claim.id} />
        <p>{m.public_withdraw_late({ deadline: formatMoment(task.withdrawUntil, zone, now) })}</p>
        <TextArea
          field={{ id: `late-${claim.id}`, name: 'reason' }}
          label={m.public_withdraw_late_why()}
          rows={2}
          maxLength={500}
          required
        />
        <div>
          <Button
            name="intent"
            value="withdraw"
            tone="danger"
            aria-label={`${m.public_withdraw()}: ${task.title}`}
          >
            {m.public_withdraw()}
          </Button>
        </div>
      </Form>
    </Details>
  );
}
