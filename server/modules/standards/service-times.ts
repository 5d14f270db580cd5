import type { NeedKind, Urgency } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import { hasClock, later, minutesFor, type ServiceMinutes } from './rules';

/**
 * What a community set for a category, or the nearest one above it that set anything: for the category itself before the one
 * above it, before all of them. Null where nobody did.
 */
async function serviceMinutesOf(
  tx: Pick<Tx, '$queryRaw'>,
  communityId: string,
  categoryId: string | null,
): Promise<ServiceMinutes | null> {
  const [found] = await tx.$queryRaw<ServiceMinutes[]>`
    SELECT s."responseMinutes", s."dueMinutes"
      FROM "CommunityAncestor" above JOIN "ServiceTime" s ON s."communityId" = above."ancestorId"
     WHERE above."communityId" = ${communityId}::uuid
       AND (s."categoryId" IS NULL OR s."categoryId" = ${categoryId}::uuid
            OR s."categoryId" = (SELECT k."parentId" FROM "Category" k WHERE k.id = ${categoryId}::uuid))
     ORDER BY above.depth, s."categoryId" IS NULL, s."categoryId" IS DISTINCT FROM ${categoryId}::uuid
     LIMIT 1`;
  return found ?? null;
}

/** By when the committee gets back to whoever asked at a moment. */
export async function respondByOf(
  tx: Pick<Tx, '$queryRaw'>,
  asked: { communityId: string; categoryId: string | null; urgency?: Urgency },
  at: Date,
): Promise<Date> {
  const set = await serviceMinutesOf(tx, asked.communityId, asked.categoryId);
  return later(at, minutesFor(set, asked.urgency ?? 'normal').responseMinutes);
}

/** By when help that is handed in or opened again at a moment is to be done; null for what has no clock. */
export async function dueAtOf(
  tx: Pick<Tx, '$queryRaw'>,
  need: { kind: NeedKind; communityId: string; categoryId: string | null; urgency: Urgency },
  at: Date,
): Promise<Date | null> {
  if (!hasClock(need.kind)) return null;
  const set = await serviceMinutesOf(tx, need.communityId, need.categoryId);
  return later(at, minutesFor(set, need.urgency).dueMinutes);
}

/** Writes down that whoever asked heard from the committee, where nobody had got back to them yet. */
export async function noteResponse(
  tx: Pick<Tx, 'intake'>,
  asked: { id: string } | { needId: string },
  at: Date,
): Promise<void> {
  await tx.intake.updateMany({ where: { ...asked, respondedAt: null }, data: { respondedAt: at } });
}
