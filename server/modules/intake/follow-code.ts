import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';

interface Followed {
  readonly id: string;
  readonly followVersion: number;
}

/**
 * The six digits that a request is followed with, made from its id and the installation's secret: nothing of it is stored, and
 * a slip can be printed again. With another secret, or a raised version, it is another one.
 */
export function followCode(deps: Pick<Deps, 'settings'>, { id, followVersion }: Followed): string {
  const digest = createHmac('sha256', deps.settings.secret).update(`follow:${id}:${followVersion}`).digest();
  return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/**
 * The code for whoever reads their own requests; null to whoever acts for somebody, since a code opens the request, and its judgement,
 * for as long as it stands.
 */
export const followCodeFor = (
  deps: Pick<Deps, 'settings'>,
  { onBehalfOfId }: Pick<Actor, 'onBehalfOfId'>,
  followed: Followed,
): string | null => (onBehalfOfId === null ? followCode(deps, followed) : null);

/** Whether a code belongs to a request; takes as long for a wrong one. */
export function isFollowCode(deps: Pick<Deps, 'settings'>, followed: Followed, code: string): boolean {
  const given = Buffer.from(code.normalize('NFKC').replace(/\s/g, ''));
  const right = Buffer.from(followCode(deps, followed));
  return given.length === right.length && timingSafeEqual(given, right);
}
