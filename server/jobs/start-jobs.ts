import type { Deps } from '~/server/deps';
import { startAskingWhoComes } from './ask-who-comes';
import { startForgettingEvents } from './forget-events';
import { startHoldingDraws } from './hold-draws';
import { startMakingDates } from './make-dates';
import { startPlanningCare } from './plan-care';
import type { TimerJob } from './repeat';
import { startResumingImports } from './resume-imports';
import { startSettlingNeeds } from './settle-needs';
import { startSettlingWaitlists } from './settle-waitlists';
import { startWatchingVisits } from './watch-visits';

/** Starts everything that happens by the clock; `stop` waits for the runs under way. */
export function startJobs(deps: Deps): TimerJob {
  const jobs = [
    startSettlingNeeds(deps),
    startSettlingWaitlists(deps),
    startHoldingDraws(deps),
    startAskingWhoComes(deps),
    startForgettingEvents(deps),
    startResumingImports(deps),
    startWatchingVisits(deps),
    startPlanningCare(deps),
    startMakingDates(deps),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
