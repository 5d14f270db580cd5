import type { MembershipRole } from '~/generated/prisma/enums';
import type { ActiveMembership, Actor } from './actor';
import type { ProxyScope } from './proxy-scope';
import { refuse } from './refusal';

export type Role =
  | 'public'
  | 'resident'
  | 'volunteer'
  | 'member'
  | 'drafter'
  | 'coordinator'
  | 'officer'
  | 'chair'
  | 'operator';

/**
 * How far a grant reaches:
 * `any` everywhere · `self` what concerns the person (own claims, own hours, own requests) ·
 * `organisation` what belongs to the active organisation · `community` what lies in the active committee's community.
 */
export type Reach = 'any' | 'self' | 'organisation' | 'community';

type Row = Partial<Record<Role, Reach>>;

const committee = { officer: 'community', chair: 'community' } as const;
const signedIn = { resident: 'self', volunteer: 'self' } as const;
const poster = { drafter: 'organisation', coordinator: 'organisation', ...committee } as const;

/** Who may do what. One row an action; a role that is not in the row may not. Read by `reachesOf` alone. */
export const permissions = {
  'need.read': { public: 'any' },
  'need.read_home': { ...committee, coordinator: 'organisation', resident: 'self' },
  'need.post': poster,
  // A unit's draft is handed in once it is verified: publishNeed asks the database and says so.
  'need.publish': poster,
  'need.cancel': poster,
  'need.review': committee,
  'need.ask': { resident: 'self' },
  'need.import': committee,
  // A resident's file: opening it is logged.
  'person.file': committee,
  'care_note.write': committee,
  'emergency_contact.edit': { ...signedIn, ...committee },
  'magnet.issue': committee,
  // The person served, or an officer for them, does not want a helper.
  'helper.refuse': { resident: 'self', ...committee },
  // Who is at a private home, and alerts about them.
  'visit.watch': { coordinator: 'organisation', ...committee },
  'visit.call_help': { ...signedIn, coordinator: 'organisation', ...committee },
  'intake.take_down': committee,
  'intake.read': committee,
  // Whoever has the number and the code of a request.
  'intake.follow': { public: 'any' },
  // Who is visited regularly is known to their committee, and to each volunteer their own visits.
  'care.manage': committee,
  'care.visit': signedIn,
  // What the person served says of it, themselves or by whoever acts for them; never written down by whoever served.
  'need.judge': { resident: 'self' },
  'need.judge_by_link': { public: 'any' },
  'judgement.take_down': committee,
  'insights.read': committee,
  'intake.ask': { public: 'any' },
  'intake.read_own': { resident: 'self' },
  'intake.take_back': { resident: 'self' },
  'intake.take_back_by_code': { public: 'any' },
  'intake.sources': committee,
  'proxy.grant': { resident: 'self' },
  'proxy.arrange': committee,
  'consent.give': { resident: 'self', ...committee },
  'task.claim': signedIn,
  'claim.withdraw': signedIn,
  'claim.decide': { coordinator: 'organisation', ...committee },
  'roster.read': { coordinator: 'organisation', ...committee },
  'attendance.self': signedIn,
  'attendance.record': { coordinator: 'organisation', ...committee },
  'record.read': { resident: 'self', coordinator: 'organisation', ...committee },
  'record.confirm': { coordinator: 'organisation', ...committee },
  'record.verify': committee,
  'record.dispute': signedIn,
  'record.resolve_dispute': committee,
  'record.open_below': committee,
  'ledger.check': committee,
  'certificate.issue': { ...signedIn, ...committee },
  'certificate.revoke': committee,
  'certificate.check': { public: 'any' },
  'hours.read': { coordinator: 'organisation', ...committee },
  'hours.export': { coordinator: 'organisation', ...committee },
  'person.read_name': { resident: 'self', coordinator: 'organisation', ...committee },
  'person.search': committee,
  'contact.read': { resident: 'self', ...committee },
  // That somebody was reached on a phone that anybody may have typed.
  'contact.verify': committee,
  'slip.issue': committee,
  'identity.check': { coordinator: 'organisation', ...committee },
  'organisation.register': { resident: 'any' },
  'organisation.decide': { chair: 'community' },
  'organisation.propose': { officer: 'community', chair: 'community' },
  'organisation.members': { coordinator: 'organisation', ...committee },
  'profile.edit': signedIn,
  // A calendar's address outlasts what was put into somebody's hands: nobody makes one for whom they act for.
  'calendar.own': signedIn,
  'calendar.unit': { coordinator: 'organisation', officer: 'organisation', chair: 'organisation' },
  'calendar.community': committee,
  'account.manage': { resident: 'self', operator: 'self' },
  // Whoever has the link of a message.
  'notice.unsubscribe': { public: 'any' },
  // Messages that did not arrive at people of the own community.
  'delivery.watch': committee,
  'community.add': { chair: 'community', operator: 'any' },
  'community.settings': { chair: 'community' },
  // Decided here already, for acts that no operation offers yet. What narrows them in time or by claim is their use case's.
  'contact.read_door': { ...signedIn, coordinator: 'organisation', ...committee },
  'care_note.read': { resident: 'self', coordinator: 'organisation', ...committee },
  'volunteer.search': { coordinator: 'organisation', ...committee },
  'volunteer.invite': { coordinator: 'organisation', ...committee },
  'claim.block': { coordinator: 'organisation', ...committee },
  'claim.on_behalf': committee,
  'person.act_for': { coordinator: 'organisation', ...committee },
  'data.export': { resident: 'self', coordinator: 'organisation', ...committee },
  'installation.operate': { operator: 'any' },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof permissions;

/**
 * Which part of a proxy's powers an action for somebody else needs. What is not here, such as naming another proxy, people do for
 * themselves alone.
 */
const partOfAction: { readonly [Name in Action]?: ProxyScope } = {
  'need.ask': 'ask',
  'need.judge': 'judge',
  'need.read_home': 'ask',
  'helper.refuse': 'ask',
  'intake.read_own': 'ask',
  'intake.take_back': 'ask',
  'consent.give': 'consent',
  'contact.read': 'data',
  'emergency_contact.edit': 'data',
  'care_note.read': 'data',
  'data.export': 'data',
  'task.claim': 'serve',
  'care.visit': 'serve',
  'claim.withdraw': 'serve',
  'attendance.self': 'serve',
  'visit.call_help': 'serve',
  'contact.read_door': 'serve',
  'profile.edit': 'serve',
  'record.read': 'hours',
  'record.dispute': 'hours',
  'certificate.issue': 'hours',
};

/** What concerns whoever is at the keyboard, whomever they act for. */
const ofTheAccount: ReadonlySet<Action> = new Set<Action>(['account.manage']);

/**
 * The person whom an action of reach `self` concerns: the actor or, where they act for somebody, that person as far as they have
 * put it into the actor's hands; null where it is not.
 */
export function personFor(actor: Actor, action: Action): string | null {
  if (actor.onBehalfOfId === null || ofTheAccount.has(action)) return actor.personId;
  // Whoever acts for somebody knows their name.
  const part = partOfAction[action];
  const isCovered = action === 'person.read_name' || (part !== undefined && actor.proxyScope.includes(part));
  return isCovered ? actor.onBehalfOfId : null;
}

const roleOfMembership: Record<MembershipRole, Role> = {
  member: 'member',
  coordinator: 'coordinator',
  officer: 'officer',
  chair: 'chair',
  // Stewards and grid workers take down and see in their own grid; they decide nothing yet.
  grid_worker: 'member',
  building_steward: 'member',
};

/** A unit that no committee has verified, or that is suspended, has drafts only: no names, no rosters, no hours. */
function roleOfIdentity({ role, organisationVerified }: ActiveMembership): Role {
  if (organisationVerified) return roleOfMembership[role];
  return role === 'coordinator' ? 'drafter' : 'member';
}

/** The roles an actor holds at this moment: those of a person, and that of the identity they act under. */
export function rolesOf(actor: Actor): ReadonlySet<Role> {
  const roles = new Set<Role>(['public']);
  if (actor.personId) roles.add('resident').add('volunteer');
  if (actor.membership) roles.add(roleOfIdentity(actor.membership));
  if (actor.isOperator) roles.add('operator');
  return roles;
}

/** How far the actor may go with an action; empty means no. */
export function reachesOf(actor: Actor, action: Action): ReadonlySet<Reach> {
  const row: Row = permissions[action];
  const reaches = new Set<Reach>();
  for (const role of rolesOf(actor)) {
    const reach = row[role];
    if (reach && (reach !== 'self' || personFor(actor, action) !== null)) reaches.add(reach);
  }
  return reaches;
}

export const may = (actor: Actor, action: Action): boolean => reachesOf(actor, action).size > 0;

/** The actions open to an actor, for menus and buttons. */
export const actionsOf = (actor: Actor): Action[] =>
  (Object.keys(permissions) as Action[]).filter((action) => may(actor, action));

/** What a row must belong to for an action to reach it. */
export interface Belonging {
  readonly personId?: string | null;
  readonly organisationId?: string | null;
  readonly communityId?: string | null;
}

/** Whether an action reaches one row. The same question as `scopeFor` asks of the database. */
export function reaches(actor: Actor, action: Action, row: Belonging): boolean {
  const open = reachesOf(actor, action);
  const person = personFor(actor, action);
  return (
    open.has('any') ||
    (open.has('self') && person !== null && row.personId === person) ||
    (open.has('organisation') &&
      actor.membership !== null &&
      row.organisationId === actor.membership.organisationId) ||
    (open.has('community') &&
      actor.membership !== null &&
      row.communityId != null &&
      actor.membership.communityIds.includes(row.communityId))
  );
}

export interface Scope {
  personId?: string;
  organisationId?: string;
  communityId?: { in: string[] };
}

/**
 * The `where` of every row an action reaches, as alternatives: `{ OR: scopeFor(actor, 'record.read') }`.
 * Never empty: who may not at all gets an alternative that matches nothing; `{}` matches everything (reach `any`).
 */
export function scopeFor(actor: Actor, action: Action): Scope[] {
  const open = reachesOf(actor, action);
  if (open.has('any')) return [{}];
  const scopes: Scope[] = [];
  const person = personFor(actor, action);
  if (open.has('self') && person) scopes.push({ personId: person });
  if (open.has('organisation') && actor.membership)
    scopes.push({ organisationId: actor.membership.organisationId });
  if (open.has('community') && actor.membership) {
    scopes.push({ communityId: { in: [...actor.membership.communityIds] } });
  }
  // Prisma leaves out an empty OR inside an AND, and would then match every row.
  return scopes.length > 0 ? scopes : [{ communityId: { in: [] } }];
}

/**
 * Refuses unless the table grants the action at all; rows are scoped separately. With NOT_SIGNED_IN, with
 * ORGANISATION_NOT_VERIFIED where the identity would have it in a verified unit, or with NOT_ALLOWED.
 */
export function assertMay(actor: Actor, action: Action): void {
  if (may(actor, action)) return;
  const { membership } = actor;
  if (membership && may({ ...actor, membership: { ...membership, organisationVerified: true } }, action))
    refuse('ORGANISATION_NOT_VERIFIED');
  refuse(actor.personId ? 'NOT_ALLOWED' : 'NOT_SIGNED_IN');
}

/** The signed-in person an action concerns; refuses NOT_SIGNED_IN for anyone else, and NOT_ALLOWED for what a proxy may not do. */
export function assertPerson(actor: Actor, action: Action): string {
  return personFor(actor, action) ?? refuse(actor.personId ? 'NOT_ALLOWED' : 'NOT_SIGNED_IN');
}
