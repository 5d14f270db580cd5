import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import type { LedgerFault } from './ledger-rules';
import { verifyLedger } from './verify-ledger';

/** The ledgers of a committee's own communities, walked from end to end. */
export interface LedgerCheck {
  readonly entries: number;
  /** Credits less counter entries, in minutes. */
  readonly minutes: number;
  /** The first entry that is not as it was written, and in whose ledger; null when every ledger is whole. */
  readonly fault: { readonly communityId: string; readonly index: number; readonly kind: LedgerFault } | null;
}

/** Walks the ledgers of the actor's communities, one after the other, up to the first fault. Says nothing of any person. */
export async function checkLedgers(deps: Pick<Deps, 'pool'>, actor: Actor): Promise<LedgerCheck> {
  assertMay(actor, 'ledger.check');
  let [entries, minutes] = [0, 0];
  for (const communityId of actor.membership?.communityIds ?? []) {
    const report = await verifyLedger(deps, communityId);
    entries += report.entries;
    minutes += report.minutes;
    if (report.fault) return { entries, minutes, fault: { communityId, ...report.fault } };
  }
  return { entries, minutes, fault: null };
}
