import { ActionForm, answers, fieldOf } from '~/app/components/ui/action-form';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { DateField, TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { GoalData } from '~/app/graphql/hours';
import { formatCalendarDate, formatDuration } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

const set = { intent: 'set-goal' };

interface GoalProps {
  goal: GoalData | null;
  /** The year that a new goal is proposed for. */
  year: string;
  reply?: FormReply;
}

/** How much the volunteer wants to serve by a day: what is verified, what waits, what is planned. */
export function Goal({ goal, year, reply }: GoalProps) {
  return (
    <Section title={m.hours_goal()}>
      {goal && <Progress goal={goal} />}
      <Details summary={goal ? m.hours_goal_change() : m.hours_goal_set()} open={answers(reply, set)}>
        <div className="flex flex-col gap-4">
          <p className="text-muted">{m.hours_goal_advice()}</p>
          <ActionForm hidden={set} reply={reply} label={m.hours_goal_save()} tone="primary">
            {(mine) => (
              <div className="grid items-end gap-4 sm:grid-cols-3 elder:grid-cols-1">
                <TextField
                  field={fieldOf(set, 'hours', mine, goal ? String(goal.minutes / 60) : undefined)}
                  label={m.hours_goal_hours()}
                  type="number"
                  inputMode="numeric"
                  min={1}
                />
                <DateField
                  field={fieldOf(set, 'since', mine, goal?.since ?? `${year}-01-01`)}
                  label={m.hours_goal_since()}
                />
                <DateField
                  field={fieldOf(set, 'until', mine, goal?.until ?? `${year}-12-31`)}
                  label={m.hours_goal_until()}
                />
              </div>
            )}
          </ActionForm>
          {goal && <ActionForm hidden={{ intent: 'drop-goal' }} reply={reply} label={m.hours_goal_drop()} />}
        </div>
      </Details>
    </Section>
  );
}

function Progress({ goal }: { goal: GoalData }) {
  const done = goal.verifiedMinutes + goal.waitingMinutes;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-lead font-semibold">
        {m.hours_goal_is({ hours: formatDuration(goal.minutes), until: formatCalendarDate(goal.until) })}
      </p>
      <progress
        max={goal.minutes}
        value={Math.min(done, goal.minutes)}
        aria-label={m.hours_goal()}
        className="h-3 w-full accent-primary"
      />
      <p>
        {goal.leftMinutes === 0
          ? m.hours_goal_reached()
          : m.hours_goal_left({ hours: formatDuration(goal.leftMinutes) })}{' '}
        {goal.leftMinutes > 0 && !goal.over && goal.onCourse && m.hours_goal_on_course()}
        {goal.leftMinutes > 0 && goal.over && m.hours_goal_over()}
      </p>
      <Facts
        facts={[
          { term: m.hours_goal_verified(), value: formatDuration(goal.verifiedMinutes) },
          goal.waitingMinutes > 0 && {
            term: m.hours_goal_waiting(),
            value: formatDuration(goal.waitingMinutes),
          },
          goal.plannedMinutes > 0 && {
            term: m.hours_goal_planned(),
            value: formatDuration(goal.plannedMinutes),
          },
        ]}
      />
    </div>
  );
}
