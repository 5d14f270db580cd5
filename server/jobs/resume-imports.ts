import type { Deps } from '~/server/deps';
import { resumeImports } from '~/server/modules/needs/resume-imports';
import { repeat, type TimerJob } from './repeat';

/**
 * Goes on with imports whose process has ended: at the start, and then every minute, since another node may end while this
 * one stays. Stopping waits for the batch under way.
 */
export const startResumingImports = (deps: Deps): TimerJob =>
  repeat(deps, {
    everyMs: 60_000,
    run: (signal) => resumeImports(deps, { signal }),
    failed: 'imports were not looked for',
  });
