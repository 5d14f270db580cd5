import { randomInt } from 'node:crypto';
import type { Tx } from '~/server/database/transaction';
import { memberNumberOf } from './rules';

/** A member number that no account has. Drawn at random, so that numbers say nothing about who came when. */
export async function newMemberNumber(tx: Pick<Tx, 'account'>): Promise<string> {
  for (;;) {
    const memberNumber = memberNumberOf(String(randomInt(10_000_000, 100_000_000)));
    const taken = await tx.account.findUnique({ where: { memberNumber }, select: { id: true } });
    if (!taken) return memberNumber;
  }
}
