interface ClaimFact {
  claimId: string;
  taskId: string;
  needId: string;
  takenPlaces: number;
  placesTaken: number;
}

export interface ClaimEvents {
  'claim:requested': ClaimFact;
  'claim:waitlisted': ClaimFact;
  'claim:offered': ClaimFact;
  'claim:expired': ClaimFact;
  'claim:confirmed': ClaimFact;
  'claim:withdrawn': ClaimFact;
  'claim:declined': ClaimFact;
  'claim:released': ClaimFact;
  /** They said, the day before or by themselves, that they come. */
  'claim:said_coming': Pick<ClaimFact, 'claimId' | 'taskId' | 'needId'>;
  'claim:handed_over': ClaimFact;
  'claim:hand_over_offered': ClaimFact;
  'claim:hand_over_requested': ClaimFact;
  'claim:hand_over_ended': ClaimFact;
}
