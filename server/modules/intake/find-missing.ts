import type { Deps } from '~/server/deps';
import { findConsented } from '~/server/modules/needs/consent';
import type { IntakeRow } from './queries';
import { missingOf, type IntakeMissing } from './rules';

/** What the drafts made of some intakes still wait for, in their order; nothing where none is a draft. */
export async function findMissing(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  intakes: readonly Pick<IntakeRow, 'needId'>[],
): Promise<IntakeMissing[][]> {
  const drafts = await deps.prisma.need.findMany({
    where: { id: { in: intakes.flatMap(({ needId }) => needId ?? []) }, status: 'draft' },
    select: { id: true, kind: true, status: true, endsAt: true, servedPersonId: true },
  });
  const consented = await findConsented(deps.prisma, drafts);
  const now = deps.clock.now();
  const missing = new Map(drafts.map((need) => [need.id, missingOf(need, consented.has(need.id), now)]));
  return intakes.map(({ needId }) => missing.get(needId ?? '') ?? []);
}
