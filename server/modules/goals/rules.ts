/** How far somebody has come with their goal, in minutes. */
export interface GoalProgress {
  readonly goal: number;
  readonly verified: number;
  /** Served, and not yet confirmed and verified. */
  readonly waiting: number;
  /** Confirmed places in tasks that end by the last day. */
  readonly planned: number;
}

/** What is missing when everything that waits is verified; 0 when nothing is. */
export const minutesLeft = ({ goal, verified, waiting }: GoalProgress): number =>
  Math.max(0, goal - verified - waiting);

/** Whether what is planned, served and verified together makes the goal. */
export const isOnCourse = (progress: GoalProgress): boolean => minutesLeft(progress) <= progress.planned;
