import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '~/server/deps';

interface Magnet {
  readonly id: string;
  readonly version: number;
}

/**
 * The six digits on the magnet at somebody's home, made of its id, its version and the installation's secret: nothing of it is
 * stored, and it can be printed again. A lost one is replaced by raising the version.
 */
export function magnetCode(deps: Pick<Deps, 'settings'>, { id, version }: Magnet): string {
  const digest = createHmac('sha256', deps.settings.secret).update(`magnet:${id}:${version}`).digest();
  return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** Whether a code is the magnet's; takes as long for a wrong one. */
export function isMagnetCode(deps: Pick<Deps, 'settings'>, magnet: Magnet, code: string): boolean {
  const given = Buffer.from(code.normalize('NFKC').replace(/\s/g, ''));
  const right = Buffer.from(magnetCode(deps, magnet));
  return given.length === right.length && timingSafeEqual(given, right);
}
