import type { NeedStatus } from '~/generated/prisma/enums';
import type { RefusalCode } from '~/server/policy/refusal';
import type { NeedRow } from './columns';

/** What moves a need from one state to another; each is one use case, or a rule of time. */
export type NeedStep =
  'submit' | 'publish' | 'return' | 'start' | 'complete' | 'cancel' | 'judge' | 'reopen' | 'leave';

/** The states a step may leave, and the one it leads to (product.md, "States"). What is not here is refused. */
export const needSteps: Readonly<Record<NeedStep, { from: readonly NeedStatus[]; to: NeedStatus }>> = {
  submit: { from: ['draft'], to: 'in_review' },
  publish: { from: ['draft', 'in_review'], to: 'open' },
  return: { from: ['in_review'], to: 'draft' },
  start: { from: ['open'], to: 'in_progress' },
  complete: { from: ['in_progress'], to: 'completed' },
  cancel: { from: ['draft', 'in_review', 'open', 'in_progress'], to: 'cancelled' },
  // Help and wishes alone: judged solved or partly, judged not solved, or left without a word.
  judge: { from: ['completed'], to: 'closed' },
  reopen: { from: ['completed'], to: 'open' },
  leave: { from: ['completed'], to: 'closed' },
};

export const canStep = (status: NeedStatus, step: NeedStep): boolean => needSteps[step].from.includes(status);

/** States whose needs take an edit. */
export const isEditable = (status: NeedStatus): boolean =>
  status === 'draft' || status === 'in_review' || status === 'open' || status === 'in_progress';

/** States in which tasks take claims. */
export const takesClaims = (status: NeedStatus): boolean => status === 'open' || status === 'in_progress';

/** States the public may see; drafts and what waits for review are the poster's and the committee's. */
export const publicStatuses = [
  'open',
  'in_progress',
  'completed',
  'closed',
  'cancelled',
] as const satisfies NeedStatus[];

export const isPublished = (status: NeedStatus): boolean =>
  (publicStatuses as readonly NeedStatus[]).includes(status);

/** A task is at risk when it starts within so many hours with fewer people than it needs. */
export const atRiskHours = 48;

export interface TaskFacts {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly minimumPlaces: number;
  readonly maximumPlaces: number;
  readonly takenPlaces: number;
  readonly cancelledAt: Date | null;
}

/** 缺人预警: derived, never stored. */
export function isTaskAtRisk(task: TaskFacts, now: Date): boolean {
  const untilStart = task.startsAt.getTime() - now.getTime();
  return (
    task.cancelledAt === null &&
    untilStart > 0 &&
    untilStart <= atRiskHours * 3_600_000 &&
    task.takenPlaces < task.minimumPlaces
  );
}

/** 已招满: derived, never stored. */
export const isFilled = (need: { places: number; placesTaken: number }): boolean =>
  need.places > 0 && need.placesTaken >= need.places;

/**
 * Since when a need's tasks count in its sums: from the round that it was opened again for, and in a series from what is not over yet, or
 * the board would show a standing activity by its first day for ever.
 */
export const countedSince = ({
  reopenedAt = null,
  countsFrom = null,
}: {
  readonly reopenedAt?: Date | null;
  readonly countsFrom?: Date | null;
}): Date | null =>
  reopenedAt && countsFrom && reopenedAt > countsFrom ? reopenedAt : (countsFrom ?? reopenedAt);

export interface NeedSums {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly places: number;
  readonly placesTaken: number;
}

/** Whether a task belongs to the round that a need was opened again for; all of them do where it was not. */
export const isOfRound = (task: Pick<TaskFacts, 'endsAt'>, reopenedAt: Date | null): boolean =>
  reopenedAt === null || task.endsAt > reopenedAt;

/**
 * What a need keeps of its tasks, so that the board counts nothing. Cancelled tasks leave the span and the places, and so do those
 * of earlier rounds, which are history.
 */
export function sumsOf(tasks: readonly TaskFacts[], reopenedAt: Date | null = null): NeedSums {
  const live = tasks.filter((task) => task.cancelledAt === null && isOfRound(task, reopenedAt));
  const earliest = Math.min(...live.map((task) => task.startsAt.getTime()));
  const latest = Math.max(...live.map((task) => task.endsAt.getTime()));
  return {
    startsAt: live.length > 0 ? new Date(earliest) : null,
    endsAt: live.length > 0 ? new Date(latest) : null,
    places: live.reduce((sum, task) => sum + task.maximumPlaces, 0),
    placesTaken: live.reduce((sum, task) => sum + task.takenPlaces, 0),
  };
}

/**
 * A need as somebody sees it who reads some of its tasks and no more: when it goes on and how many take part is theirs only as far
 * as those say, and what helpers are told beforehand only while one of them lies ahead.
 */
export function seenByTasks(
  need: NeedRow,
  tasks: readonly (TaskFacts & { readonly id: string })[],
  now: Date,
): NeedRow {
  const coming = tasks.filter((task) => task.cancelledAt === null && task.endsAt > now);
  const [next] = coming;
  const isOver = coming.length === 0;
  return {
    ...need,
    ...sumsOf(tasks),
    ...(isOver && { summary: '', bring: null, risks: null }),
    atRisk: false,
    next: next ? { startsAt: next.startsAt, endsAt: next.endsAt, coming: coming.length } : null,
    onlyTaskIds: tasks.map(({ id }) => id),
  };
}

/**
 * Why one task of a need cannot be called off; null when it can. Before the need is published a task is simply left out; what
 * is over has happened; without its last task a need would be nothing, so that one goes with the need.
 */
export function taskCancelRefusal(
  status: NeedStatus,
  task: TaskFacts,
  tasks: readonly TaskFacts[],
  now: Date,
): RefusalCode | null {
  if (task.cancelledAt !== null) return 'ALREADY_DONE';
  if (!takesClaims(status)) return 'WRONG_STATE';
  if (task.endsAt <= now) return 'TOO_LATE';
  return tasks.filter((each) => each.cancelledAt === null).length === 1 ? 'LAST_TASK' : null;
}

/** A task as it stands, with the number of claims that still count on it. */
export interface HeldTask extends TaskFacts {
  readonly id: string;
  /** Claims that hold or wait for a place. */
  readonly liveClaims: number;
}

export interface EditedTask {
  readonly id?: string | undefined;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly maximumPlaces: number;
}

/**
 * Whether an edit keeps faith with those who signed up: no task goes below the places taken, and a task that someone
 * counts on neither moves nor disappears. To move it, cancel it with a reason, which reaches everyone who claimed.
 */
export function keepsFaith(before: readonly HeldTask[], after: readonly EditedTask[]): boolean {
  const kept = new Map(after.map((task) => [task.id, task]));
  return before.every((task) => {
    if (task.cancelledAt !== null) return true;
    const edited = kept.get(task.id);
    if (!edited) return task.liveClaims === 0 && task.takenPlaces === 0;
    const moved =
      edited.startsAt.getTime() !== task.startsAt.getTime() ||
      edited.endsAt.getTime() !== task.endsAt.getTime();
    if (moved && (task.liveClaims > 0 || task.takenPlaces > 0)) return false;
    return edited.maximumPlaces >= task.takenPlaces;
  });
}
