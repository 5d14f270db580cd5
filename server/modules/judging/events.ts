interface RoundFact {
  needId: string;
  round: number;
}

export interface JudgingEvents {
  'need:judged': RoundFact & { judgement: 'solved' | 'partly' | 'not_solved' };
  /** `round` is the new one. */
  'need:reopened': RoundFact;
  /** Nobody said anything in time. */
  'need:not_judged': RoundFact;
}
