import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProxyFacts } from '~/server/modules/identity/rules';
import { isProxyValid } from '~/server/modules/identity/rules';
import { anonymous, type Actor } from '~/server/policy/actor';
import {
  actionsOf,
  may,
  personFor,
  permissions,
  reaches,
  scopeFor,
  type Action,
} from '~/server/policy/permissions';
import { proxyScopes } from '~/server/policy/proxy-scope';
import { proxyStateOf } from './rules';

const now = new Date('2026-03-02T01:00:00Z');
const moment = fc.date({
  min: new Date('2025-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const officer = fc.option(fc.constantFrom('first', 'second'), { nil: null });
const facts: fc.Arbitrary<ProxyFacts & { accepted: boolean }> = fc.record({
  kind: fc.constantFrom('relative', 'neighbour', 'officer', 'guardian'),
  confirmedByPerson: fc.boolean(),
  firstOfficerId: officer,
  secondOfficerId: officer,
  startsAt: fc.constant(now),
  endsAt: fc.option(moment, { nil: null }),
  revokedAt: fc.option(moment, { nil: null }),
  accepted: fc.boolean(),
});

it('says of a proxy that it is given or taken up just when it may act', () => {
  fc.assert(
    fc.property(facts, (proxy) => {
      const state = proxyStateOf(proxy, now);
      expect(state === 'given' || state === 'taken_up').toBe(isProxyValid(proxy, now));
    }),
  );
});

const principal = 'principal';
const proxyWith = (proxyScope: Actor['proxyScope']): Actor => ({
  ...anonymous(),
  accountId: 'account',
  personId: 'proxy',
  onBehalfOfId: principal,
  proxyScope,
  capacity: 'proxy',
});
const themselves: Actor = { ...anonymous(), accountId: 'account', personId: principal };
const actions = Object.keys(permissions) as Action[];

it("reaches what is the principal's in its parts alone, and never more than the principal does", () => {
  fc.assert(
    fc.property(fc.subarray([...proxyScopes]), fc.constantFrom(...actions), (scope, action) => {
      const acting = proxyWith(scope);
      const theirs = reaches(acting, action, { personId: principal });
      if (scope.length === 0 && !reaches(anonymous(), action, { personId: principal }))
        expect(theirs && action !== 'person.read_name' && !may(anonymous(), action)).toBe(
          action === 'organisation.register',
        );
      if (theirs) expect(reaches(themselves, action, { personId: principal })).toBe(true);
      const own = scopeFor(acting, action).some(({ personId }) => personId === 'proxy');
      expect(own).toBe(action === 'account.manage');
    }),
  );
});

it('gives more with each part and takes away with none', () => {
  fc.assert(
    fc.property(fc.subarray([...proxyScopes]), fc.constantFrom(...proxyScopes), (scope, part) => {
      const before = new Set(actionsOf(proxyWith(scope)));
      const after = new Set(actionsOf(proxyWith([...scope, part])));
      expect([...before].filter((action) => !after.has(action))).toEqual([]);
    }),
  );
});

it('lets nobody name a proxy or manage an account for somebody else', () => {
  const acting = proxyWith([...proxyScopes]);
  expect(may(acting, 'proxy.grant')).toBe(false);
  expect(personFor(acting, 'account.manage')).toBe('proxy');
});
