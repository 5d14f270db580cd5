import type { Prisma } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { timeZoneSql } from '~/server/modules/communities/queries';
import { lockNeed, type LockedNeed } from '~/server/modules/needs/lock-need';
import { isEditable } from '~/server/modules/needs/rules';
import { hasDraftsOnly } from '~/server/modules/needs/scope';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { readRule, type Rhythm } from './rules';

export const withRoles = {
  roles: { orderBy: { sort: 'asc' }, include: { skills: true } },
} as const satisfies Prisma.SeriesInclude;

export type SeriesWithRoles = Prisma.SeriesGetPayload<{ include: typeof withRoles }>;

/** A series with its need, which is locked with its tasks: whoever changes a series locks its need first, and that is enough. */
export interface SeriesInHand {
  readonly series: SeriesWithRoles;
  readonly rhythm: Rhythm;
  readonly need: LockedNeed;
  readonly zone: string;
  readonly now: Date;
}

/** A series that the actor may change. Refuses NOT_FOUND for any other id. */
export async function lockSeries(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  id: string,
): Promise<SeriesInHand> {
  const found = await tx.series.findUnique({ where: { id }, select: { needId: true } });
  if (!found) return refuse('NOT_FOUND');
  const need = await lockNeed(tx, actor, ['need.post'], found.needId);
  assertTakesEdits(actor, need);
  return seriesInHand(tx, deps, need, id);
}

/** The series of a need that the caller has locked. */
export async function seriesInHand(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  need: LockedNeed,
  id: string,
): Promise<SeriesInHand> {
  const series = await tx.series.findUniqueOrThrow({ where: { id }, include: withRoles });
  return {
    series,
    rhythm: rhythmOf(series),
    need,
    zone: await zoneOf(tx, need.communityId),
    now: deps.clock.now(),
  };
}

/** Refuses what takes no edit any more, and what a unit that has drafts only may not change. */
export function assertTakesEdits(actor: Actor, need: LockedNeed): void {
  if (!isEditable(need.status)) refuse('WRONG_STATE');
  if (need.status !== 'draft' && hasDraftsOnly(actor, need)) refuse('ORGANISATION_NOT_VERIFIED');
}

/** The zone in which the dates of a community's needs are told, read within the transaction. */
export async function zoneOf(tx: Tx, communityId: string): Promise<string> {
  const [row] = await tx.$queryRawUnsafe<{ zone: string }[]>(
    `SELECT ${timeZoneSql('$1::uuid')} AS zone`,
    communityId,
  );
  return row?.zone ?? 'UTC';
}

/** Rules are written by `writeRule` alone, so that one which cannot be read is a fault. */
export function rhythmOf({ id, rule }: { readonly id: string; readonly rule: string }): Rhythm {
  const rhythm = readRule(rule);
  if (!rhythm) throw new Error(`The rule of series ${id} cannot be read`);
  return rhythm;
}
