import { TakeOver } from '~/app/components/hand-over/offered-place';
import type { TaskData } from '~/app/graphql/need-query';
import { formatWindow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface HandedOverProps {
  task: TaskData;
  zone: string;
  now: string;
  formKey: string;
}

/**
 * A place of a full task that its holder offers to all, for whoever could have it: what stands in their way may only be that the task
 * is full, or of a swap the time that they give away.
 */
export function HandedOver({ task, zone, now, formKey }: HandedOverProps) {
  const { handOver, refusal, myClaim } = task;
  if (!handOver || task.freePlaces > 0) return null;
  const code = refusal?.code;
  const isInTheWay = code !== 'FULL' && myClaim?.state !== 'waitlisted';
  if (isInTheWay && !(handOver.swapTask && code === 'OVERLAPS')) return null;
  const { swapTask } = handOver;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-control bg-info-tint px-4 py-3">
      <p className="min-w-0 flex-1 basis-48">
        {swapTask
          ? m.handover_somebody_here_swaps({
              task: m.handover_task_line({
                when: formatWindow(swapTask.startsAt, swapTask.endsAt, zone, now),
                what: swapTask.title,
              }),
            })
          : m.handover_somebody_here()}
      </p>
      <TakeOver offer={{ ...handOver, task }} formKey={formKey} />
    </div>
  );
}
