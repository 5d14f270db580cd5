import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';
import type { DraftTask } from '~/app/graphql/organisation/needs';
import { formatLanguage, formatList, formatWindow } from '~/app/i18n/format';

interface TaskSummaryProps {
  task: DraftTask;
  zone: string;
  /** What can be done with it. */
  children?: ReactNode;
  /** What takes the whole width, such as a form that asks for a reason. */
  below?: ReactNode;
}

/** A task in words: what, when, how many, and whom it asks for. */
export function TaskSummary({ task, zone, children, below }: TaskSummaryProps) {
  const asks = [
    task.requiredSkills.length > 0 &&
      m.organisation_asks_skills({ skills: formatList(task.requiredSkills.map((skill) => skill.name)) }),
    task.usefulSkills.length > 0 &&
      m.organisation_useful_skills({ skills: formatList(task.usefulSkills.map((skill) => skill.name)) }),
    task.languages.length > 0 &&
      m.organisation_asks_languages({ languages: formatList(task.languages.map(formatLanguage)) }),
    task.minimumAge !== null && m.organisation_asks_age({ age: task.minimumAge }),
    task.needsApproval && m.organisation_asks_approval(),
  ].filter((line) => line !== false);
  return (
    <li className="flex flex-col gap-3 rounded-card border border-rule bg-surface p-4">
      <div className="flex flex-col gap-3 sm:flex-row sm:items-start sm:justify-between">
        <div className="min-w-0">
          <p className="font-semibold">{task.title}</p>
          <p className="tabular-nums">{formatWindow(task.startsAt, task.endsAt, zone)}</p>
          <p className="text-muted">
            {m.organisation_from_to_people({ least: task.minimumPlaces, count: task.maximumPlaces })}
            {task.takenPlaces > 0 && ` · ${m.organisation_taken({ count: task.takenPlaces })}`}
          </p>
          {asks.length > 0 && <p className="text-muted">{asks.join(' · ')}</p>}
          {task.cancelledAt && (
            <p className="font-medium text-danger">
              {task.cancelReason
                ? m.organisation_cancelled_because({ reason: task.cancelReason })
                : m.public_need_cancelled()}
            </p>
          )}
        </div>
        {children && <div className="flex shrink-0 flex-wrap gap-2">{children}</div>}
      </div>
      {below}
    </li>
  );
}
