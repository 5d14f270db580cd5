import type { Deps } from '~/server/deps';
import { InvalidInput } from '~/server/policy/refusal';
import { longestProxyDays } from './rules';

/** Refuses an end that has passed or lies too far ahead. */
export function assertUntil(deps: Pick<Deps, 'clock'>, until: Date): void {
  const ahead = until.getTime() - deps.clock.now().getTime();
  if (ahead <= 0) throw new InvalidInput([{ path: ['until'], message: 'server_proxy_until_past' }]);
  if (ahead > longestProxyDays * 86_400_000)
    throw new InvalidInput([{ path: ['until'], message: 'server_proxy_until_far' }]);
}
