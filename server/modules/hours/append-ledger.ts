import { randomBytes } from 'node:crypto';
import type { LedgerKind, Prisma } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { commitmentOf, entryHash, genesisHash } from './ledger-rules';

/** A record that becomes a line of the ledger. */
export interface LedgerLine {
  readonly recordId: string;
  readonly kind: LedgerKind;
  readonly minutes: number;
  /** What the line stands for; kept apart from the chain, so that erasing a person leaves the chain whole. */
  readonly content: Prisma.InputJsonObject;
}

interface Head {
  count: number;
  hash: Uint8Array<ArrayBuffer>;
}

/**
 * Appends lines to a community's ledger in the caller's transaction, which holds the chain's head from here to its end.
 * Whoever appends to several communities does so in the order of their ids.
 */
export async function appendToLedger(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  communityId: string,
  lines: readonly LedgerLine[],
): Promise<void> {
  if (lines.length === 0) return;
  let { count, hash } = await lockHead(tx, communityId);
  const at = deps.clock.now();
  const entries: Prisma.LedgerEntryCreateManyInput[] = [];
  const openings: Prisma.LedgerOpeningCreateManyInput[] = [];
  for (const { recordId, kind, minutes, content } of lines) {
    const salt = new Uint8Array(randomBytes(32));
    const commitment = new Uint8Array(commitmentOf(salt, content));
    const id = newId();
    const previousHash = hash;
    count += 1;
    hash = new Uint8Array(
      entryHash(previousHash, communityId, count, { recordId, kind, minutes, commitment, at }),
    );
    entries.push({
      id,
      communityId,
      index: count,
      recordId,
      kind,
      minutes,
      commitment,
      previousHash,
      hash,
      at,
    });
    openings.push({ entryId: id, salt, content });
  }
  await tx.ledgerEntry.createMany({ data: entries });
  await tx.ledgerOpening.createMany({ data: openings });
  await tx.ledgerHead.update({ where: { communityId }, data: { count, hash } });
}

async function lockHead(tx: Tx, communityId: string): Promise<Head> {
  const hash = new Uint8Array(genesisHash(communityId));
  await tx.ledgerHead.createMany({ data: [{ communityId, count: 0, hash }], skipDuplicates: true });
  await tx.$queryRaw`SELECT FROM "LedgerHead" WHERE "communityId" = ${communityId}::uuid FOR UPDATE`;
  return tx.ledgerHead.findUniqueOrThrow({ where: { communityId }, select: { count: true, hash: true } });
}
