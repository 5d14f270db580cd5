import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange, type Feed } from '~/server/modules/audit/record-change';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import type { Actor } from '~/server/policy/actor';
import type { SeriesInHand } from './lock-series';

type Act =
  | 'need:series_set'
  | 'need:series_changed'
  | 'need:series_ended'
  | 'need:date_left_out'
  | 'need:date_held'
  | 'need:date_moved';

/** Writes history and event of an act on a series, which is one on its need, and raises the need's version. */
export async function recordSeries(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  { series, need }: Pick<SeriesInHand, 'need'> & { readonly series: { readonly id: string } },
  type: Act,
  {
    occurrence = 0,
    reason = null,
    feeds = [],
  }: { occurrence?: number; reason?: string | null; feeds?: Feed[] } = {},
): Promise<void> {
  const after = await tx.need.update({ where: { id: need.id }, data: { version: { increment: 1 } } });
  const fact = { needId: need.id, seriesId: series.id };
  const payload = type.startsWith('need:date_') ? { ...fact, occurrence } : fact;
  await recordChanges(tx, deps, actor, [
    {
      type,
      subjectType: 'need',
      subjectId: need.id,
      fromState: need.status,
      toState: need.status,
      reason,
      payload,
      feeds: [...feedsOfNeed(after), ...feeds],
    } as AnyChange,
  ]);
}
