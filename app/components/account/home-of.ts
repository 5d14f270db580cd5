/** Where a day's work begins: the committee's desk, the unit's own page, or the board. */
export function homeOf(organisationKind: string | null | undefined): string {
  if (organisationKind === 'committee') return '/committee';
  return organisationKind ? '/organisation' : '/';
}
