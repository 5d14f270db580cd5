import type { ProxyKind } from '~/generated/prisma/enums';
import { isProxyValid, type ProxyFacts } from '~/server/modules/identity/rules';

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

/** Whom people name themselves. That somebody is a guardian is vouched for by two officers, who saw the papers. */
export const kindsNamed = ['relative', 'neighbour', 'officer'] as const satisfies ProxyKind[];
