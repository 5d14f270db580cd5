interface OrganisationFact {
  organisationId: string;
}

interface MembershipFact extends OrganisationFact {
  membershipId: string;
}

export interface OrganisationEvents {
  'organisation:registered': OrganisationFact;
  /** An officer proposes what the chair should decide; nothing changes yet. */
  'organisation:proposed': OrganisationFact;
  'organisation:verified': OrganisationFact;
  'organisation:refused': OrganisationFact;
  'organisation:suspended': OrganisationFact;
  'membership:added': MembershipFact;
  /** The person acts for the first time under a role that somebody else gave them. */
  'membership:accepted': MembershipFact;
  'membership:ended': MembershipFact;
}
