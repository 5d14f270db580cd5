import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import type { Actor } from '~/server/policy/actor';
import { commitmentOf } from './rules';

/** A need as far as what is told of its draws goes. */
export type NeedOfDraw = Parameters<typeof feedsOfNeed>[0];

/** Writes what became of a draw into the history of its need, and tells all who look at it. */
export async function recordDraw(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: NeedOfDraw,
  {
    type,
    taskId,
    seed,
  }: { type: 'need:draw_set' | 'need:draw_dropped' | 'need:drawn'; taskId: string; seed: Uint8Array },
): Promise<void> {
  await recordChange(tx, deps, actor, {
    type,
    subjectType: 'need',
    subjectId: need.id,
    payload: { needId: need.id, taskId, commitment: commitmentOf(seed) },
    feeds: [...feedsOfNeed(need), `task:${taskId}`],
  });
}
