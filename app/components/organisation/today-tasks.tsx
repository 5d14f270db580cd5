import { ClipboardList } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { LinkButton } from '~/app/components/ui/button';
import { cx } from '~/app/components/ui/cx';
import { formatTime } from '~/app/i18n/format';
import { taskPhase } from './task-phase';

export interface TaskToday {
  id: string;
  title: string;
  need: string;
  zone: string;
  startsAt: string;
  endsAt: string;
  minimumPlaces: number;
  maximumPlaces: number;
  takenPlaces: number;
  cancelledAt: string | null;
}

/** Today's tasks, each with where it stands in time and the way to its roster; what is over comes last. */
export function TodayTasks({ tasks, now }: { tasks: readonly TaskToday[]; now: string }) {
  if (tasks.length === 0) {
    return (
      <p className="rounded-card border border-dashed border-control px-4 py-3 text-muted">
        <span className="font-semibold text-ink">{m.organisation_today_empty()}</span>{' '}
        {m.organisation_today_empty_advice()}
      </p>
    );
  }
  const isOver = (task: TaskToday) => Date.parse(task.endsAt) < Date.parse(now);
  const inOrder = [...tasks.filter((task) => !isOver(task)), ...tasks.filter(isOver)];
  return (
    <ul className="flex flex-col gap-3">
      {inOrder.map((task) => (
        <li
          key={task.id}
          className="flex flex-col items-start gap-3 rounded-card border border-rule bg-surface p-4 sm:flex-row sm:items-center sm:justify-between"
        >
          <div className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="text-lead font-semibold tabular-nums">
                {formatTime(task.startsAt, task.zone)}–{formatTime(task.endsAt, task.zone)}
              </span>
              <span className="text-muted">{taskPhase(task, now)}</span>
            </p>
            <p className="font-semibold">{task.title}</p>
            {task.title !== task.need && <p className="line-clamp-2 text-meta text-muted">{task.need}</p>}
            <p className={cx(isShort(task) && !isOver(task) ? 'font-medium text-accent' : 'text-muted')}>
              {isShort(task) && !isOver(task)
                ? m.organisation_short_of({ count: task.minimumPlaces - task.takenPlaces })
                : m.organisation_places_taken({ taken: task.takenPlaces, places: task.maximumPlaces })}
            </p>
          </div>
          <LinkButton to={`/organisation/tasks/${task.id}/roster`} icon={ClipboardList} className="shrink-0">
            {m.organisation_roster()}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}

const isShort = (task: TaskToday) => task.takenPlaces < task.minimumPlaces;
