import { randomBytes } from 'node:crypto';
import type { NeedStatus } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { insertRows } from '~/server/database/insert-rows';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import { drawNeedNumbers } from '~/server/modules/needs/number-needs';
import { sumsOf, takesClaims } from '~/server/modules/needs/rules';
import type { Actor } from '~/server/policy/actor';
import type { ImportContext } from './import-context';
import { columnsOf, statusOf, wordsOf } from './need-of-row';
import { organisationKey, resolveOrganisations, type Poster } from './organisations-of-rows';
import { problem, type Problem } from './problems';
import type { NeedDraft } from './read-row';
import { updateNeed } from './update-need';

/** What became of some rows. */
export interface Outcome {
  created: number;
  updated: number;
  unchanged: number;
  readonly refused: Problem[];
}

/**
 * Makes the database say what some rows say, in the caller's transaction: new rows become needs, changed ones change
 * their need, unchanged ones are left alone. A row that cannot be taken is refused by itself.
 */
export async function writeBatch(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  context: ImportContext,
  drafts: readonly NeedDraft[],
): Promise<Outcome> {
  const outcome: Outcome = { created: 0, updated: 0, unchanged: 0, refused: [] };
  const known = await tx.need.findMany({
    where: { sourceSystem: context.sourceSystem, sourceId: { in: drafts.map((draft) => draft.sourceId) } },
    select: { id: true, sourceId: true, sourceHash: true },
  });
  const byId = new Map(known.map((need) => [need.sourceId, need]));
  const changed = drafts.filter((draft) => byId.get(draft.sourceId)?.sourceHash !== draft.hash);
  outcome.unchanged = drafts.length - changed.length;

  const named = changed.flatMap((draft) => (draft.organisation ? [draft.organisation] : []));
  const posters = await resolveOrganisations(tx, deps, actor, context, named);
  const posterOf = (draft: NeedDraft): Poster | null =>
    draft.organisation
      ? (posters.get(organisationKey(draft.organisation)) ?? null)
      : context.committee && { id: context.committee.id, verified: true };

  const fresh = changed.filter((draft) => !byId.has(draft.sourceId));
  await createNeeds(
    tx,
    deps,
    actor,
    context,
    fresh.map((draft) => ({ draft, poster: posterOf(draft) })),
  );
  outcome.created = fresh.length;
  for (const draft of changed) {
    const need = byId.get(draft.sourceId);
    if (!need) continue;
    const code = await updateNeed(tx, deps, actor, context, need.id, draft, posterOf(draft));
    if (code) outcome.refused.push(problem(draft.row, null, code));
    else outcome.updated += 1;
  }
  return outcome;
}

async function createNeeds(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  context: ImportContext,
  rows: readonly { draft: NeedDraft; poster: Poster | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  const numbers = await drawNeedNumbers(tx, deps, rows.length);
  const made = rows.map(({ draft, poster }, at) => {
    const id = newId();
    const status = statusOf(draft, poster, context.now);
    const tasks = tasksOf(id, status, draft);
    return { id, draft, poster, status, tasks, number: numbers[at] ?? '' };
  });
  await insertRows(
    tx,
    'Need',
    made.map(({ id, draft, poster, status, tasks, number }) => ({
      id,
      number,
      kind: 'activity' as const,
      status,
      communityId: draft.communityId,
      organisationId: poster?.id ?? null,
      responsibleUnitId: poster?.id ?? null,
      channel: actor.channel,
      placeKind: 'public' as const,
      ...columnsOf(draft),
      ...sumsOf(tasks),
      publishedAt: status === 'in_review' ? null : context.now,
      createdAt: context.now,
      sourceSystem: context.sourceSystem,
      sourceId: draft.sourceId,
      importId: context.importId,
      searchWords: wordsOf(context, draft, number),
      updatedAt: context.now,
    })),
  );
  await insertRows(
    tx,
    'Task',
    made.flatMap(({ tasks }) => tasks),
  );
  await recordChanges(
    tx,
    deps,
    actor,
    made.map(({ id, draft, poster, status }): AnyChange => ({
      type:
        status === 'in_review'
          ? 'need:submitted'
          : status === 'completed'
            ? 'need:completed'
            : 'need:published',
      subjectType: 'need',
      subjectId: id,
      toState: status,
      payload: { needId: id },
      feeds: feedsOfNeed({
        id,
        status,
        placeKind: 'public',
        communityId: draft.communityId,
        organisationId: poster?.id ?? null,
        requestedById: null,
        servedPersonId: null,
        takenInById: null,
      }),
    })),
  );
}

function tasksOf(needId: string, status: NeedStatus, draft: NeedDraft) {
  return draft.windows.map((window, sort) => ({
    id: newId(),
    needId,
    title: draft.title,
    startsAt: window.startsAt,
    endsAt: window.endsAt,
    minimumPlaces: draft.minimumPlaces,
    maximumPlaces: draft.places,
    minimumAge: draft.minimumAge,
    languages: [],
    takenPlaces: 0,
    isOpen: takesClaims(status),
    cancelledAt: null,
    checkInSecret: randomBytes(20),
    sort,
  }));
}
