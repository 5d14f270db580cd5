import type { ContactKind } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { keyedHash } from './keyed-hash';
import { normaliseEmail } from './rules';

const batch = 500;

/** Where look-up hashes stand, and what each is of; the second of phones that came with a request and are nobody's yet. */
const hashed = {
  ContactPoint: 'SELECT id, kind, value FROM "ContactPoint"',
  ReportedPerson: `SELECT id, 'phone' AS kind, phone AS value FROM "ReportedPerson" WHERE phone IS NOT NULL`,
};

interface Point {
  readonly id: string;
  readonly kind: ContactKind;
  readonly value: string;
}

/** Makes the look-up hash of every phone and e-mail address anew with the installation's secret. Answers how many there are. */
export async function rehashContacts(tx: Tx, deps: Pick<Deps, 'settings'>): Promise<number> {
  return (await rehash(tx, deps, 'ContactPoint')) + (await rehash(tx, deps, 'ReportedPerson'));
}

async function rehash(tx: Tx, deps: Pick<Deps, 'settings'>, table: keyof typeof hashed): Promise<number> {
  let done = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const points = await tx.$queryRawUnsafe<Point[]>(
      `SELECT * FROM (${hashed[table]}) point WHERE id > $1::uuid ORDER BY id LIMIT ${batch}`,
      after,
    );
    const last = points.at(-1);
    if (!last) return done;
    const hashes = points.map(({ kind, value }) =>
      keyedHash(deps, kind, kind === 'email' ? (normaliseEmail(value) ?? value) : value),
    );
    await tx.$executeRawUnsafe(
      `UPDATE "${table}" point SET "keyedHash" = fresh.hash
        FROM unnest($1::uuid[], $2::bytea[]) AS fresh (id, hash) WHERE point.id = fresh.id`,
      points.map(({ id }) => id),
      hashes,
    );
    done += points.length;
    after = last.id;
  }
}
