import type { MembershipRole, OrganisationKind, OrganisationStatus } from '~/generated/prisma/enums';

// GB 32100-2015: no I, O, S, V or Z; a character's value is its place here.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The check character of the first seventeen of a 统一社会信用代码. */
export function creditCodeCheck(seventeen: string): string {
  const sum = [...seventeen].reduce(
    (total, character, place) => total + alphabet.indexOf(character) * (3 ** place % 31),
    0,
  );
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** A 统一社会信用代码 as it is stored: eighteen capitals and digits, check character right; null for anything else. */
export function readCreditCode(text: string): string | null {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const fits = code.length === 18 && [...code].every((character) => alphabet.includes(character));
  return fits && creditCodeCheck(code.slice(0, 17)) === code.charAt(17) ? code : null;
}

/** Whether a unit proves itself by its credit code; an informal team, and units outside China, name a sponsoring committee. */
export const needsCreditCode = (kind: OrganisationKind, country: 'CN' | 'US'): boolean =>
  country === 'CN' && kind !== 'volunteer_team';

export type Decision = 'verified' | 'refused' | 'suspended';

const decisions: Record<OrganisationStatus, readonly Decision[]> = {
  pending: ['verified', 'refused'],
  refused: ['verified'],
  verified: ['suspended'],
  suspended: ['verified'],
};

/** Whether a unit in this status may be decided so. */
export const canDecide = (status: OrganisationStatus, decision: Decision): boolean =>
  decisions[status].includes(decision);

/** A unit is refused or suspended with a reason that its people read. */
export const needsReason = (decision: Decision): boolean => decision !== 'verified';

const committeeRoles: readonly MembershipRole[] = ['officer', 'chair', 'grid_worker', 'building_steward'];
const gridRoles: readonly MembershipRole[] = ['grid_worker', 'building_steward'];
const leadingRoles: readonly MembershipRole[] = ['officer', 'chair'];

/** Whether a role exists in a unit: a committee has all of them, others have members and coordinators. */
export const isRoleOf = (role: MembershipRole, isCommittee: boolean): boolean =>
  isCommittee || !committeeRoles.includes(role);

/** Whether a role is held for one grid or building area. */
export const isGridRole = (role: MembershipRole): boolean => gridRoles.includes(role);

/** Whether somebody in one role may give or end another: a committee's leaders are its chair's business alone. */
export const mayGive = (giver: MembershipRole, role: MembershipRole): boolean =>
  giver === 'chair' || !leadingRoles.includes(role);

/** The role that a unit always keeps at least one of. */
export const keptRole = (isCommittee: boolean): MembershipRole => (isCommittee ? 'chair' : 'coordinator');
