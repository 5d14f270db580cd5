import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges, type AnyChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';

/** Whoever acted for somebody and does so no more. */
export interface EndedProxy {
  readonly principalId: string;
  readonly proxyId: string | null;
  readonly scope: readonly string[];
}

/**
 * Replaces the codes of a person's requests that go on, as far as somebody who acts for them no more may know them: of those they
 * asked for themselves, and of all where asking or judging was in their hands. The person is to be told the new ones.
 */
export async function replaceCodes(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  { principalId, proxyId, scope }: EndedProxy,
): Promise<void> {
  // A number that was nobody's knew nothing.
  if (proxyId === null) return;
  const knewAll = scope.includes('ask') || scope.includes('judge');
  const intakes = await tx.intake.findMany({
    where: {
      servedPersonId: principalId,
      ...(knewAll ? {} : { requesterId: proxyId }),
      OR: [
        { outcome: { in: ['received', 'complaint'] } },
        { outcome: 'need', need: { status: { notIn: ['closed', 'cancelled'] } } },
      ],
    },
    select: { id: true, communityId: true },
    orderBy: { id: 'asc' },
  });
  await tx.intake.updateMany({
    where: { id: { in: intakes.map(({ id }) => id) } },
    data: { followVersion: { increment: 1 }, codeReplacedAt: deps.clock.now() },
  });
  await recordChanges(
    tx,
    deps,
    actor,
    intakes.map(({ id, communityId }): AnyChange => ({
      type: 'intake:code_replaced',
      subjectType: 'intake',
      subjectId: id,
      payload: { intakeId: id },
      feeds: [`community:${communityId}`],
    })),
  );
}
