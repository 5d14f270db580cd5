import { m } from '~/generated/messages/messages';
import type { Tone } from '~/app/components/ui/badge';
import type { OrganisationKind } from '~/app/graphql/committee/organisations';

const kinds: Record<OrganisationKind, () => string> = {
  social_organisation: m.committee_kind_social_organisation,
  enterprise: m.committee_kind_enterprise,
  public_institution: m.committee_kind_public_institution,
  department: m.committee_kind_department,
  property_manager: m.committee_kind_property_manager,
  school: m.committee_kind_school,
  volunteer_team: m.committee_kind_volunteer_team,
  committee: m.committee_kind_committee,
};

export function organisationKindWords(kind: OrganisationKind): string {
  return kinds[kind]();
}

export const organisationStatuses = ['pending', 'verified', 'refused', 'suspended'] as const;
export type OrganisationStatus = (typeof organisationStatuses)[number];

const statuses: Record<OrganisationStatus, { words: () => string; tone: Tone }> = {
  pending: { words: m.committee_status_pending, tone: 'caution' },
  verified: { words: m.committee_status_verified, tone: 'primary' },
  refused: { words: m.committee_status_refused, tone: 'danger' },
  suspended: { words: m.committee_status_suspended, tone: 'danger' },
};

export function organisationStatusWords(status: OrganisationStatus): { text: string; tone: Tone } {
  const { words, tone } = statuses[status];
  return { text: words(), tone };
}
