export interface OrganisationEvents {
  'organisation:registered': { organisationId: string };
  'organisation:verified': { organisationId: string };
  'organisation:refused': { organisationId: string };
  'organisation:suspended': { organisationId: string };
  'membership:added': { membershipId: string; organisationId: string };
  'membership:ended': { membershipId: string; organisationId: string };
}
