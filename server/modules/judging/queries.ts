import type { Channel, Judgement, Satisfaction } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { communitySetting } from '~/server/modules/communities/settings';
import { followCode } from '~/server/modules/intake/follow-code';
import { needSelect, type NeedRow } from '~/server/modules/needs/columns';
import { needsWithin, reachesNeed } from '~/server/modules/needs/scope';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { later } from '~/server/modules/standards/rules';

/** What was said of a round. */
export interface JudgementRow {
  readonly id: string;
  readonly needId: string;
  readonly round: number;
  readonly judgement: Judgement;
  readonly satisfaction: Satisfaction | null;
  readonly thanks: string | null;
  readonly remark: string | null;
  readonly channel: Channel;
  readonly judgedById: string | null;
  readonly takenDownById: string | null;
  readonly at: Date;
}

/** What was said of needs, round by round, for their unit, their committee and the person served; nothing for others. */
export async function findJudgements(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  needs: readonly NeedRow[],
): Promise<JudgementRow[][]> {
  const inside = needs.filter((need) => readsJudgement(actor, need)).map((need) => need.id);
  const rows = await deps.prisma.needJudgement.findMany({
    where: { needId: { in: inside } },
    orderBy: { round: 'asc' },
  });
  return needs.map((need) => rows.filter((row) => row.needId === need.id));
}

/** Who reads the clock of a need and what was said of it. */
export const readsJudgement = (actor: Actor, need: NeedRow): boolean =>
  reachesNeed(actor, 'need.post', need) ||
  reachesNeed(actor, 'need.ask', need) ||
  (actor.personId !== null && need.requestedById === actor.personId);

/** A need that is over and waits for what the person served says of it. */
export interface NeedToAsk {
  readonly need: NeedRow;
  readonly servedPersonId: string | null;
  readonly requestedById: string | null;
  /** When it is closed without a word. */
  readonly closesAt: Date | null;
  /** Of the request it was made of: the code that it is judged with by link. */
  readonly followCode: string | null;
  readonly intakeId: string | null;
}

const mostAsked = 100;

/** Whom to ask how it turned out (待回访), those that close first in front; at most a hundred. */
export async function listNeedsToAsk(deps: Deps, actor: Actor): Promise<NeedToAsk[]> {
  return findToAsk(deps, actor, null);
}

/** One of them; null where it is not the actor's to ask, or no longer waits. */
export const findNeedToAsk = async (deps: Deps, actor: Actor, id: string): Promise<NeedToAsk | null> =>
  (await findToAsk(deps, actor, id))[0] ?? null;

async function findToAsk(deps: Deps, actor: Actor, id: string | null): Promise<NeedToAsk[]> {
  assertMay(actor, 'judgement.take_down');
  const rows = await deps.prisma.need.findMany({
    where: {
      AND: [
        { OR: needsWithin(actor, 'judgement.take_down') },
        { status: 'completed', kind: { not: 'activity' } },
        id === null ? {} : { id },
      ],
    },
    select: { ...needSelect, intake: { select: { id: true, followVersion: true } } },
    orderBy: [{ completedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    take: mostAsked,
  });
  const communities = [...new Set(rows.map((row) => row.communityId))];
  const days = new Map<string, number>();
  for (const community of communities)
    days.set(community, await communitySetting(deps, community, 'judgementDays'));
  return rows.map(({ intake, ...need }) => ({
    need,
    servedPersonId: need.servedPersonId,
    requestedById: need.requestedById,
    closesAt: need.completedAt && later(need.completedAt, (days.get(need.communityId) ?? 0) * 24 * 60),
    followCode: intake && followCode(deps, intake),
    intakeId: intake?.id ?? null,
  }));
}

/** Help that was said not to be solved and has no visit ahead of it (重新派单), what is due first in front. */
export async function listNeedsToPlanAgain(deps: Deps, actor: Actor): Promise<NeedRow[]> {
  assertMay(actor, 'judgement.take_down');
  return deps.prisma.need.findMany({
    where: {
      AND: [
        { OR: needsWithin(actor, 'judgement.take_down') },
        { status: 'open', round: { gt: 1 }, startsAt: null },
      ],
    },
    select: needSelect,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: mostAsked,
  });
}
