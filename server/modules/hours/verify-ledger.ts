import type { PoolClient } from 'pg';
import type { Deps } from '~/server/deps';
import { faultOf, genesisHash, type ChainedEntry, type LedgerFault } from './ledger-rules';

export interface LedgerReport {
  readonly communityId: string;
  /** Entries found in order, up to the first fault. */
  readonly entries: number;
  /** Credits less counter entries of those, in minutes. */
  readonly minutes: number;
  /** The first entry that is not as it was written, and what is wrong with it; null when the ledger is whole. */
  readonly fault: {
    readonly index: number;
    readonly entryId: string | null;
    readonly kind: LedgerFault;
  } | null;
}

type Row = ChainedEntry & { id: string; salt: Buffer | null; content: unknown };

/** So many entries are hashed at a stretch before others get their turn. */
const pageSize = 1_000;

/**
 * Walks a community's ledger from its first entry to its head and names the first entry that was edited, removed, reordered
 * or forged. Reads in pages from one snapshot, so that it needs little memory and stops nobody.
 */
export async function verifyLedger(deps: Pick<Deps, 'pool'>, communityId: string): Promise<LedgerReport> {
  const client = await deps.pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await walk(client, communityId);
  } finally {
    await client.query('COMMIT');
    client.release();
  }
}

async function walk(client: PoolClient, communityId: string): Promise<LedgerReport> {
  let count = 0;
  let minutes = 0;
  let hash: Uint8Array = genesisHash(communityId);
  for await (const entry of entriesOf(client, communityId)) {
    const opening = entry.salt ? { salt: entry.salt, content: entry.content } : null;
    const kind = faultOf(entry, count + 1, hash, opening);
    if (kind)
      return { communityId, entries: count, minutes, fault: { index: count + 1, entryId: entry.id, kind } };
    count += 1;
    minutes += entry.kind === 'credit' ? entry.minutes : -entry.minutes;
    hash = entry.hash;
  }
  const { rows } = await client.query<{ count: number; hash: Buffer }>(
    'SELECT count, hash FROM "LedgerHead" WHERE "communityId" = $1',
    [communityId],
  );
  const head = rows[0] ?? { count: 0, hash: genesisHash(communityId) };
  const ends = head.count === count && head.hash.equals(hash);
  return {
    communityId,
    entries: count,
    minutes,
    fault: ends ? null : { index: count + 1, entryId: null, kind: 'head' },
  };
}

async function* entriesOf(client: PoolClient, communityId: string): AsyncGenerator<Row> {
  let after = -2_147_483_648;
  for (;;) {
    const { rows } = await client.query<Row>({
      name: 'ledger-page',
      text: `SELECT e.id, e."communityId", e.index, e."recordId", e.kind, e.minutes, e.commitment, e."previousHash", e.hash, e.at,
               o.salt, o.content
             FROM "LedgerEntry" e LEFT JOIN "LedgerOpening" o ON o."entryId" = e.id
             WHERE e."communityId" = $1 AND e.index > $2 ORDER BY e.index LIMIT ${pageSize}`,
      values: [communityId, after],
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.index;
  }
}
