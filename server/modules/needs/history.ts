import type { Deps } from '~/server/deps';
import { unsafeHistoryOf, type HistoryRow } from '~/server/modules/audit/history';
import type { Actor } from '~/server/policy/actor';
import { reaches } from '~/server/policy/permissions';
import type { NeedRow } from './columns';
import { reachesNeed } from './scope';

/** What everyone who reads a need may know of its past, with the reason of a cancellation. */
const publicActions: ReadonlySet<string> = new Set([
  'need:published',
  'need:edited',
  'need:cancelled',
  'need:task_cancelled',
  'need:series_set',
  'need:series_changed',
  'need:series_ended',
  'need:date_left_out',
  'need:date_held',
  'need:date_moved',
  'need:started',
  'need:completed',
]);

/**
 * The history of needs that the caller was already let read. The unit, the committee and the person served see all of it;
 * others what is public, and nothing where they see no more than their own tasks. Names only where the permission table lets the caller read them.
 */
export async function historyOfNeeds(
  deps: Deps,
  actor: Actor,
  needs: readonly NeedRow[],
): Promise<HistoryRow[][]> {
  const rows = await unsafeHistoryOf(
    deps,
    'need',
    needs.map((need) => need.id),
  );
  return needs.map((need) => {
    const inside = reachesNeed(actor, 'need.post', need) || reachesNeed(actor, 'need.ask', need);
    return rows
      .filter(
        (row) =>
          row.subjectId === need.id && (inside || (!need.onlyTaskIds && publicActions.has(row.action))),
      )
      .map((row) => blank(actor, need, row));
  });
}

function blank(actor: Actor, need: NeedRow, row: HistoryRow): HistoryRow {
  const readsName = (personId: string | null): boolean =>
    personId !== null &&
    reaches(actor, 'person.read_name', {
      personId,
      organisationId: need.organisationId,
      communityId: need.communityId,
    });
  // Whoever something was done for reads who did it.
  const forReader = row.onBehalfOfId !== null && row.onBehalfOfId === actor.personId;
  return {
    ...row,
    actorName:
      readsName(row.actorPersonId) || forReader || row.actorPersonId === actor.personId
        ? row.actorName
        : null,
    onBehalfOfName: readsName(row.onBehalfOfId) ? row.onBehalfOfName : null,
  };
}
