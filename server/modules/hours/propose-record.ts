import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChanges } from '~/server/modules/audit/record-change';
import { isSaidByServed, saidByServed } from '~/server/modules/judging/round-evidence';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { recordStep } from './change-record';
import { recordWords } from './record-words';

/** Service measured on a claim. */
export interface ProposedService {
  readonly claimId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly minutes: number;
  readonly evidenceLevel: number;
}

/**
 * Proposes the service on a claim as a record of its need's unit, in the caller's transaction, and tells the volunteer. What the
 * person served has said of it already counts.
 * The recording unit is the one that posted the need, else the one responsible for it, else the nearest committee.
 */
export async function proposeRecord(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  service: ProposedService,
): Promise<{ id: string }> {
  const claim = await tx.claim.findUniqueOrThrow({
    where: { id: service.claimId },
    select: {
      personId: true,
      task: { select: { id: true, title: true, endsAt: true, need: { include: { category: true } } } },
    },
  });
  const { need } = claim.task;
  const personId = claim.personId ?? refuse('WRONG_STATE');
  const record = {
    id: newId(),
    personId,
    needId: need.id,
    taskId: claim.task.id,
    communityId: need.communityId,
    organisationId:
      need.organisationId ?? need.responsibleUnitId ?? (await nearestCommittee(tx, need.communityId)),
    ...recordWords(need, claim.task.title),
    place: need.placeName,
    recorderId: actor.personId ?? personId,
    recordedAt: deps.clock.now(),
    state: 'proposed' as const,
    ...service,
    ...((await isSaidByServed(tx, need, claim.task)) ? { evidenceLevel: saidByServed } : {}),
  };
  await tx.serviceRecord.create({ data: record });
  await recordChanges(tx, deps, actor, [recordStep(record, 'record:proposed', null, 'proposed')]);
  await notify(tx, personId, 'record_proposed', { recordId: record.id });
  return { id: record.id };
}

async function nearestCommittee(tx: Tx, communityId: string): Promise<string> {
  const above = await tx.communityAncestor.findFirst({
    where: { communityId, ancestor: { committee: { isNot: null } } },
    orderBy: { depth: 'asc' },
    select: { ancestor: { select: { committee: { select: { id: true } } } } },
  });
  return above?.ancestor.committee?.id ?? refuse('WRONG_STATE');
}
