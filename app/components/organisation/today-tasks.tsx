import { CalendarCheck, ClipboardList } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { formatTime } from '~/app/i18n/format';

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

/** Today's tasks with the way to each roster. */
export function TodayTasks({ tasks }: { tasks: readonly TaskToday[] }) {
  if (tasks.length === 0) {
    return (
      <EmptyState icon={CalendarCheck} title={m.organisation_today_empty()}>
        {m.organisation_today_empty_advice()}
      </EmptyState>
    );
  }
  return (
    <ul className="flex flex-col gap-3">
      {tasks.map((task) => (
        <li
          key={task.id}
          className="flex flex-wrap items-center justify-between gap-3 rounded-card sm:flex-nowrap border border-rule bg-surface p-4"
        >
          <div className="min-w-0">
            <p className="text-lead font-semibold tabular-nums">
              {formatTime(task.startsAt, task.zone)}–{formatTime(task.endsAt, task.zone)}
            </p>
            <p className="font-semibold">
              {task.title === task.need ? task.need : `${task.need} · ${task.title}`}
            </p>
            <p className={task.takenPlaces < task.minimumPlaces ? 'text-accent' : 'text-muted'}>
              {task.takenPlaces < task.minimumPlaces
                ? m.organisation_short_of({ count: task.minimumPlaces - task.takenPlaces })
                : m.organisation_places_taken({ taken: task.takenPlaces, places: task.maximumPlaces })}
            </p>
          </div>
          <LinkButton to={`/organisation/tasks/${task.id}/roster`} icon={ClipboardList}>
            {m.organisation_roster()}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
