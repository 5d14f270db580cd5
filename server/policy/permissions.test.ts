import { describe, expect, it } from 'vitest';
import { anonymous, type Actor, type ActiveMembership } from './actor';
import {
  actionsOf,
  assertMay,
  may,
  permissions,
  reaches,
  reachesOf,
  scopeFor,
  type Action,
} from './permissions';

const resident: Actor = { ...anonymous(), accountId: 'account', personId: 'resident' };

const as = (membership: Partial<ActiveMembership>): Actor => ({
  ...resident,
  membership: {
    id: 'membership',
    role: 'member',
    organisationId: 'organisation',
    organisationVerified: true,
    communityId: null,
    communityIds: [],
    ...membership,
  },
});

const officer = as({ role: 'officer', communityId: 'here', communityIds: ['here', 'grid'] });
const coordinator = as({ role: 'coordinator' });

describe('the permission table', () => {
  it('gives a stranger only what is public', () => {
    expect(actionsOf(anonymous())).toEqual([
      'need.read',
      'intake.follow',
      'need.judge_by_link',
      'intake.ask',
      'intake.take_back_by_code',
      'certificate.check',
      'notice.unsubscribe',
    ]);
  });

  it('gives a role that no row names nothing', () => {
    const steward = as({ role: 'building_steward', communityIds: ['grid'] });
    expect(may(steward, 'record.verify')).toBe(false);
    expect(actionsOf(steward)).toEqual(actionsOf(resident));
  });

  it('lets nobody verify hours but officers and chairs', () => {
    const holders = [anonymous(), resident, as({}), coordinator, { ...resident, isOperator: true }];
    expect(holders.filter((actor) => may(actor, 'record.verify'))).toEqual([]);
    expect(may(officer, 'record.verify')).toBe(true);
    expect(may(as({ role: 'chair' }), 'record.verify')).toBe(true);
  });

  it('lets only a chair decide on an organisation', () => {
    expect(may(officer, 'organisation.decide')).toBe(false);
    expect(may(as({ role: 'chair' }), 'organisation.decide')).toBe(true);
  });

  it('leaves a unit that is not verified its drafts, and says why it may no more', () => {
    const drafter = as({ role: 'coordinator', organisationVerified: false });
    const more = actionsOf(drafter).filter((action) => !may(resident, action));
    expect(more).toEqual(['need.post', 'need.publish', 'need.cancel']);
    expect(() => assertMay(drafter, 'roster.read')).toThrow('ORGANISATION_NOT_VERIFIED');
    expect(() => assertMay(drafter, 'record.verify')).toThrow('NOT_ALLOWED');
    const chair = as({ role: 'chair', communityIds: [], organisationVerified: false });
    expect(actionsOf(chair)).toEqual(actionsOf(resident));
  });

  it('decides acts that no operation offers yet by the same roles', () => {
    const operator: Actor = { ...anonymous(), accountId: 'account', isOperator: true };
    const actors = { resident, member: as({}), coordinator, officer, chair: as({ role: 'chair' }), operator };
    const who = (action: Action) =>
      Object.entries(actors).flatMap(([name, actor]) => (may(actor, action) ? [name] : []));
    const people = ['resident', 'member', 'coordinator', 'officer', 'chair'];
    const organisers = ['coordinator', 'officer', 'chair'];
    expect(who('contact.read_door')).toEqual(people);
    expect(who('care_note.read')).toEqual(people);
    expect(who('data.export')).toEqual(people);
    for (const action of [
      'volunteer.search',
      'volunteer.invite',
      'claim.block',
      'identity.check',
      'person.act_for',
    ] as const)
      expect(who(action)).toEqual(organisers);
    expect(who('claim.on_behalf')).toEqual(['officer', 'chair']);
    expect(who('installation.operate')).toEqual(['operator']);
  });

  it('shows an operator no rows of people', () => {
    const operator: Actor = { ...anonymous(), accountId: 'account', personId: 'operator', isOperator: true };
    expect(reachesOf(operator, 'record.read')).toEqual(new Set(['self']));
    expect(may(operator, 'person.search')).toBe(false);
  });
});

describe('reaches and scopeFor', () => {
  const rows = [
    { personId: 'resident', organisationId: 'other', communityId: 'there' },
    { personId: 'stranger', organisationId: 'organisation', communityId: 'there' },
    { personId: 'stranger', organisationId: 'other', communityId: 'here' },
    { personId: 'stranger', organisationId: 'other', communityId: 'grid' },
    { personId: 'stranger', organisationId: 'other', communityId: 'there' },
    { personId: null, organisationId: null, communityId: null },
  ];
  const drafter = as({ role: 'coordinator', organisationVerified: false });
  const actors = { stranger: anonymous(), resident, coordinator, drafter, officer };
  const matches = (row: (typeof rows)[number], scope: ReturnType<typeof scopeFor>[number]): boolean =>
    (scope.personId === undefined || scope.personId === row.personId) &&
    (scope.organisationId === undefined || scope.organisationId === row.organisationId) &&
    (scope.communityId === undefined ||
      (row.communityId !== null && scope.communityId.in.includes(row.communityId)));

  it.each(Object.entries(actors))(
    'ask the same question in memory and of the database for a %s',
    (_name, actor) => {
      for (const action of Object.keys(permissions) as Action[]) {
        for (const row of rows) {
          const inDatabase = scopeFor(actor, action).some((scope) => matches(row, scope));
          expect({ action, row, reached: reaches(actor, action, row) }).toEqual({
            action,
            row,
            reached: inDatabase,
          });
        }
      }
    },
  );

  it('never leave a condition out: a list without alternatives would match every row', () => {
    for (const actor of Object.values(actors)) {
      for (const action of Object.keys(permissions) as Action[]) {
        expect(scopeFor(actor, action).length).toBeGreaterThan(0);
      }
    }
  });

  it('concern the person acted for, not the proxy', () => {
    const proxy: Actor = { ...resident, onBehalfOfId: 'principal', proxyScope: ['hours'], capacity: 'proxy' };
    expect(reaches(proxy, 'record.read', { personId: 'principal' })).toBe(true);
    expect(reaches(proxy, 'record.read', { personId: 'resident' })).toBe(false);
  });
});
