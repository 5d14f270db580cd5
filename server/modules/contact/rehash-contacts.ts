import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { keyedHash } from './keyed-hash';
import { normaliseEmail } from './rules';

const batch = 500;

/** Makes the look-up hash of every phone and e-mail address anew with the installation's secret. Answers how many there are. */
export async function rehashContacts(tx: Tx, deps: Pick<Deps, 'settings'>): Promise<number> {
  let done = 0;
  for (let after: string | undefined; ;) {
    const points = await tx.contactPoint.findMany({
      ...(after ? { where: { id: { gt: after } } } : {}),
      orderBy: { id: 'asc' },
      take: batch,
      select: { id: true, kind: true, value: true },
    });
    if (points.length === 0) return done;
    const ids = points.map(({ id }) => id);
    const hashes = points.map(({ kind, value }) =>
      keyedHash(deps, kind, kind === 'email' ? (normaliseEmail(value) ?? value) : value),
    );
    await tx.$executeRaw`
      UPDATE "ContactPoint" point SET "keyedHash" = fresh.hash
        FROM unnest(${ids}::uuid[], ${hashes}::bytea[]) AS fresh (id, hash) WHERE point.id = fresh.id`;
    done += points.length;
    after = ids.at(-1);
  }
}
