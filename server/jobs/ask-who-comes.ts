import type { Deps } from '~/server/deps';
import { askWhoComes } from '~/server/modules/reminders/ask-who-comes';
import { repeat, type TimerJob } from './repeat';

/** Asks people the day before whether they come, every minute. */
export const startAskingWhoComes = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 60_000,
    run: () => askWhoComes(deps),
    failed: 'nobody was asked whether they come',
  });
