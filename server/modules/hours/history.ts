import type { Deps } from '~/server/deps';
import { unsafeHistoryOf, type HistoryRow } from '~/server/modules/audit/history';
import { findPersons } from '~/server/modules/identity/persons';
import type { Actor } from '~/server/policy/actor';

/** The history of records that the caller was already let read, with the names the caller may read. */
export async function unsafeHistoryOfRecords(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  recordIds: readonly string[],
): Promise<HistoryRow[][]> {
  const rows = await unsafeHistoryOf(deps, 'record', recordIds);
  const people = [
    ...new Set(rows.flatMap((row) => [row.actorPersonId, row.onBehalfOfId]).filter((id) => id !== null)),
  ];
  const known = new Set((await findPersons(deps, actor, people)).map((person) => person?.id));
  const shown = rows.map((row) => ({
    ...row,
    // Whoever something was done for reads who did it.
    actorName:
      row.actorPersonId &&
      (known.has(row.actorPersonId) || (row.onBehalfOfId && row.onBehalfOfId === actor.personId))
        ? row.actorName
        : null,
    onBehalfOfName: row.onBehalfOfId && known.has(row.onBehalfOfId) ? row.onBehalfOfName : null,
  }));
  return recordIds.map((id) => shown.filter((row) => row.subjectId === id));
}
