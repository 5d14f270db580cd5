import { graphql, type ResultOf } from './graphql';

/** What a rhythm is said by. */
export const RhythmParts = graphql(`
  fragment RhythmParts on Series {
    id
    frequency
    interval
    weekdays
    nth
    until
    count
    isFinished
  }
`);
export type Rhythm = ResultOf<typeof RhythmParts>;
