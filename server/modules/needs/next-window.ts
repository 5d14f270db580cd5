import type { Deps } from '~/server/deps';
import { nextColumns, nextSource } from './board-statement';
import type { NextWindow } from './columns';

/** When each of some needs goes on, in the order asked for; the board reads the same within its own statement. */
export async function findNextWindows(
  deps: Pick<Deps, 'pool' | 'clock'>,
  needIds: readonly string[],
): Promise<(NextWindow | null)[]> {
  const { rows } = await deps.pool.query<NextWindow & { id: string }>(
    `SELECT n.id, t.* FROM unnest($1::uuid[]) AS n (id)
     CROSS JOIN LATERAL (SELECT ${nextColumns} FROM ${nextSource('$2::timestamptz')}) t`,
    [needIds, deps.clock.now()],
  );
  const byId = new Map(rows.map(({ id, ...next }) => [id, next]));
  return needIds.map((id) => byId.get(id) ?? null);
}
