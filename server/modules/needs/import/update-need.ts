import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { offerPlacesOfNeed } from '~/server/modules/claims/offer-places';
import { dropMovedDraws } from '~/server/modules/draws/drop-draws';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import { liveClaimStates, lockRows } from '~/server/modules/needs/lock-need';
import { saveTasks } from '~/server/modules/needs/save-tasks';
import { tellClaimants } from '~/server/modules/needs/tell-claimants';
import type { Actor } from '~/server/policy/actor';
import { Refused } from '~/server/policy/refusal';
import { mayImport, type ImportContext } from './import-context';
import { columnsOf, statusOf, wordsOf } from './need-of-row';
import type { Poster } from './organisations-of-rows';
import type { ProblemCode } from './problems';
import type { NeedDraft } from './read-row';

async function lockWithTasks(tx: Tx, id: string) {
  await lockRows(tx, [id]);
  return tx.need.findUniqueOrThrow({
    where: { id },
    include: {
      tasks: {
        orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        include: {
          skills: true,
          _count: { select: { claims: { where: { state: { in: [...liveClaimStates] } } } } },
        },
      },
    },
  });
}

type Locked = Awaited<ReturnType<typeof lockWithTasks>>;

/**
 * Changes a need to what its row says now; the code of the reason when it must stay as it is. Nobody who signed up is
 * moved or dropped by an import. Tasks that are over stay as they were.
 */
export async function updateNeed(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  context: ImportContext,
  id: string,
  draft: NeedDraft,
  poster: Poster | null,
): Promise<ProblemCode | null> {
  const need = await lockWithTasks(tx, id);
  if (!mayImport(actor, need.communityId)) return 'NOT_YOURS';
  if (need.status === 'cancelled' || need.status === 'closed') return 'NOT_EDITABLE';
  if (need.status === 'completed' && (await tx.claim.count({ where: { task: { needId: id } } })) > 0)
    return 'NOT_EDITABLE';

  const waits = need.status === 'draft' || need.status === 'in_review';
  const status = waits ? need.status : statusOf(draft, poster && { ...poster, verified: true }, context.now);
  const organisationId = poster?.id ?? null;
  let isOpen: boolean;
  try {
    isOpen = await saveTasks(
      tx,
      { id, status, organisationId },
      need.tasks,
      wantedTasks(need, draft, context.now),
      context.now,
    );
    await dropMovedDraws(tx, deps, actor, need, need.tasks);
  } catch (error) {
    if (error instanceof Refused) return 'PEOPLE_SIGNED_UP';
    throw error;
  }
  await tx.task.updateMany({ where: { needId: id, cancelledAt: null }, data: { isOpen } });
  const changed = await tx.need.update({
    where: { id },
    data: {
      ...columnsOf(draft),
      status,
      communityId: draft.communityId,
      organisationId,
      responsibleUnitId: poster?.id ?? null,
      version: { increment: 1 },
      searchWords: wordsOf(context, draft, need.number),
    },
  });
  const told = await tellClaimants(tx, id);
  await recordChange(tx, deps, actor, {
    type: 'need:edited',
    subjectType: 'need',
    subjectId: id,
    fromState: need.status,
    toState: status,
    payload: { needId: id },
    feeds: [...feedsOfNeed(changed), ...told],
  });
  await offerPlacesOfNeed(tx, deps, id, need.tasks);
  return null;
}

/** The row's tasks, each known again by its window, after those that are over and no part of the row any more. */
function wantedTasks(need: Locked, draft: NeedDraft, now: Date) {
  const kept = need.tasks.filter((task) => task.cancelledAt === null);
  const sameWindow = (window: { startsAt: Date; endsAt: Date }) =>
    kept.find((task) => +task.startsAt === +window.startsAt && +task.endsAt === +window.endsAt);
  const wanted = new Set(draft.windows.map((window) => sameWindow(window)?.id));
  const over = kept.filter((task) => task.endsAt <= now && task._count.claims > 0 && !wanted.has(task.id));
  const skillsOf = (task: Locked['tasks'][number] | undefined) => ({
    requiredSkills: (task?.skills ?? []).filter((skill) => skill.required).map((skill) => skill.skillId),
    usefulSkills: (task?.skills ?? []).filter((skill) => !skill.required).map((skill) => skill.skillId),
  });
  return [
    ...over.map((task) => ({ ...task, ...skillsOf(task) })),
    ...draft.windows.map((window) => {
      const earlier = sameWindow(window);
      return {
        id: earlier?.id,
        title: draft.title,
        ...window,
        minimumPlaces: draft.minimumPlaces,
        maximumPlaces: draft.places,
        minimumAge: draft.minimumAge,
        languages: earlier?.languages ?? [],
        needsApproval: earlier?.needsApproval ?? false,
        withdrawUntilMinutes: earlier?.withdrawUntilMinutes ?? 0,
        ...skillsOf(earlier),
      };
    }),
  ];
}
