import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';

/**
 * Numbers for new needs, e.g. 2026-000123: the year and a number that runs through the whole installation. Short enough
 * to read out on the telephone. A number is used once; one that was drawn and not used is missing from the row.
 */
export async function drawNeedNumbers(tx: Tx, deps: Pick<Deps, 'clock'>, count: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ running: bigint }[]>`
    SELECT nextval('need_number') AS running FROM generate_series(1, ${count}::int)`;
  const year = deps.clock.now().getUTCFullYear();
  return rows.map(({ running }) => `${year}-${String(running).padStart(6, '0')}`);
}
