import type { ProxyKind } from '~/generated/prisma/enums';
import { isProxyValid, type ProxyFacts } from '~/server/modules/identity/rules';
import type { ProxyScope } from '~/server/policy/proxy-scope';

/** A proxy ends after so many days at the latest; it can be given again. */
export const longestProxyDays = 366;

/** People that somebody has named to act for them and not taken back, at most. */
export const mostProxies = 20;

/** How far a proxy has come: vouched for by one officer of two, given and not taken up yet, taken up, over. */
export const proxyStates = ['vouched', 'given', 'taken_up', 'ended'] as const;
export type ProxyState = (typeof proxyStates)[number];

export function proxyStateOf(proxy: ProxyFacts & { readonly accepted: boolean }, now: Date): ProxyState {
  if (proxy.revokedAt !== null || (proxy.endsAt !== null && proxy.endsAt <= now)) return 'ended';
  if (!isProxyValid({ ...proxy, startsAt: now }, now)) return 'vouched';
  return proxy.accepted ? 'taken_up' : 'given';
}

/**
 * Whom people name themselves. That somebody is a guardian is vouched for by two officers, who saw the papers; that somebody is an
 * officer is for their committee to say, which knows who is.
 */
export const kindsNamed = ['relative', 'neighbour'] as const satisfies ProxyKind[];

/** Parts so close to a person that what one officer wrote down of their word waits for a second one. */
export const needsTwoOfficers = (scope: readonly ProxyScope[]): boolean =>
  scope.includes('data') || scope.includes('consent');
