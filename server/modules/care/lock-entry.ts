import type { CareEntry } from '~/generated/prisma/client';
import type { Prisma } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { CareEvents } from './events';
import { timeZoneOf } from '~/server/modules/communities/queries';
import type { Actor } from '~/server/policy/actor';
import { assertMay, scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';

/** The `where` of the entries of the committee's communities. */
export const entriesWithin = (actor: Actor): Prisma.CareEntryWhereInput => ({
  OR: scopeFor(actor, 'care.manage').map(({ communityId }) => ({ communityId: communityId ?? { in: [] } })),
});

/** The entry that an act of a committee is about and the zone its days are told in, read before the transaction begins. */
export async function entryMeant(
  deps: Pick<Deps, 'prisma' | 'pool'>,
  actor: Actor,
  where: Prisma.CareEntryWhereInput,
): Promise<{ entryId: string; zone: string }> {
  assertMay(actor, 'care.manage');
  const entry = await deps.prisma.careEntry.findFirst({
    where: { AND: [where, entriesWithin(actor)] },
    select: { id: true, communityId: true },
  });
  if (!entry) return refuse('NOT_FOUND');
  return { entryId: entry.id, zone: await timeZoneOf(deps, entry.communityId) };
}

/** Locks a live entry until the transaction ends; whoever changes its visits locks it first. Refuses WRONG_STATE once it ended. */
export async function lockEntry(tx: Tx, entryId: string): Promise<CareEntry> {
  await tx.$queryRaw`SELECT FROM "CareEntry" WHERE id = ${entryId}::uuid FOR UPDATE`;
  const entry = await tx.careEntry.findUniqueOrThrow({ where: { id: entryId } });
  return entry.endedAt === null ? entry : refuse('WRONG_STATE');
}

/** Writes history and event of a change on the care list. Only the committee's own room hears of it. */
export const recordCare = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  entry: Pick<CareEntry, 'id' | 'communityId'>,
  type: keyof CareEvents,
  { toState, reason }: { toState?: string; reason?: string | null } = {},
): Promise<void> =>
  recordChange(tx, deps, actor, {
    type,
    subjectType: 'care_entry',
    subjectId: entry.id,
    toState: toState ?? null,
    reason: reason ?? null,
    payload: { careEntryId: entry.id },
    feeds: [`community:${entry.communityId}`],
  });
