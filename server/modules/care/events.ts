/** What changed on the care list: which entry, and nothing of whom or how. */
interface CareFact {
  careEntryId: string;
}

export interface CareEvents {
  'care:added': CareFact;
  'care:changed': CareFact;
  'care:ended': CareFact;
  'care:consented': CareFact;
  'care:consent_withdrawn': CareFact;
  'care:paired': CareFact;
  'care:unpaired': CareFact;
  'care:visited': CareFact;
  'care:followed_up': CareFact;
}
