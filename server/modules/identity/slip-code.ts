import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '~/server/deps';

type Parts = Pick<Deps, 'settings'>;

const keyed = (deps: Parts, text: string): Buffer =>
  createHmac('sha256', deps.settings.secret).update(text).digest();

/**
 * The eight digits of a slip, made from its id and the installation's secret. Nothing readable is stored, and the same
 * request repeated under its idempotency key gets the same digits.
 */
export const slipCode = (deps: Parts, slipId: string): string =>
  String(keyed(deps, `slip-code:${slipId}`).readUIntBE(0, 6) % 100_000_000).padStart(8, '0');

/** What the database keeps of a slip's code. */
export const hashSlipCode = (deps: Parts, slipId: string, code: string): string =>
  keyed(deps, `slip-hash:${slipId}:${code}`).toString('base64url');

/** Whether a code belongs to a slip. */
export function isSlipCode(deps: Parts, slip: { id: string; codeHash: string }, code: string): boolean {
  const given = Buffer.from(hashSlipCode(deps, slip.id, code));
  const kept = Buffer.from(slip.codeHash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}
