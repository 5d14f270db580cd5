import { ReasonForm } from '~/app/components/ui/action-form';
import { Section } from '~/app/components/ui/page';
import type { FormReply } from '~/app/forms/form';
import type { NeedData } from '~/app/graphql/need-query';
import { formatWindow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface OwnHelpersProps {
  need: NeedData;
  now: string;
  reply?: FormReply;
}

/** For the person whose home it is: who comes, by name, and a way to have somebody else. Nothing for everyone else. */
export function OwnHelpers({ need, now, reply }: OwnHelpersProps) {
  const tasks = need.tasks.filter(
    ({ helpers, endsAt, cancelledAt }) => helpers && !cancelledAt && (endsAt > now || helpers.length > 0),
  );
  if (tasks.length === 0) return null;
  return (
    <Section title={m.visits_own_title()}>
      <ul className="flex flex-col gap-4">
        {tasks.map((task) => (
          <li key={task.id} className="flex flex-col gap-3 rounded-card border border-rule bg-surface p-4">
            <p className="font-semibold">
              {formatWindow(task.startsAt, task.endsAt, need.community.timeZone, now)}
            </p>
            {task.helpers?.length === 0 && <p className="text-muted">{m.visits_own_none()}</p>}
            {task.helpers?.map(({ claim, name }) => (
              <div key={claim} className="flex flex-col gap-2">
                <p className="text-lead font-semibold">{name}</p>
                <ReasonForm
                  hidden={{ intent: 'refuse-helper', claim }}
                  reply={reply}
                  summary={
                    <>
                      <span aria-hidden>{m.visits_own_other()}</span>
                      <span className="sr-only">{m.visits_own_other_named({ name })}</span>
                    </>
                  }
                  question={m.visits_own_why()}
                  hint={m.visits_own_hint({ name })}
                  label={m.visits_own_other()}
                />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
