import { m } from '~/generated/messages/messages';

/** What one may register as; a committee comes with its community and is never registered. */
export const organisationKinds = [
  'social_organisation',
  'volunteer_team',
  'enterprise',
  'public_institution',
  'department',
  'property_manager',
  'school',
] as const;

export function organisationKindWords(kind: string): string {
  switch (kind) {
    case 'social_organisation':
      return m.account_kind_social_organisation();
    case 'volunteer_team':
      return m.account_kind_volunteer_team();
    case 'enterprise':
      return m.account_kind_enterprise();
    case 'public_institution':
      return m.account_kind_public_institution();
    case 'department':
      return m.account_kind_department();
    case 'property_manager':
      return m.account_kind_property_manager();
    case 'school':
      return m.account_kind_school();
    default:
      return m.account_kind_committee();
  }
}

/** A person's role in a unit. */
export function membershipRoleWords(role: string): string {
  switch (role) {
    case 'coordinator':
      return m.account_role_coordinator();
    case 'officer':
      return m.account_role_officer();
    case 'chair':
      return m.account_role_chair();
    case 'grid_worker':
      return m.account_role_grid_worker();
    case 'building_steward':
      return m.account_role_building_steward();
    default:
      return m.account_role_member();
  }
}
