import type { CareEntry } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { makeNeed } from '~/server/modules/intake/make-need';
import { drawNeedNumbers } from '~/server/modules/needs/number-needs';
import { respondByOf } from '~/server/modules/standards/service-times';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

/**
 * Opens a request of what somebody visited needs, as if they had asked the committee themselves: a draft that waits for their
 * consent and a time. Whoever was there took it down. Answers the intake's id.
 */
export async function openRequest(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  entry: Pick<CareEntry, 'personId' | 'communityId'>,
  { subject, organisationId }: { subject: string; organisationId: string },
): Promise<string> {
  const { personId, communityId } = entry;
  const [intakeId, [number = '']] = [newId(), await drawNeedNumbers(tx, deps, 1)];
  const takenInById = actor.personId ?? refuse('NOT_SIGNED_IN');
  const belonging = { number, communityId, organisationId, requesterId: personId, servedPersonId: personId };
  // Whoever visits may act for a unit of their own: the request is the committee's all the same.
  const visitor = { ...actor, membership: null, channel: 'visit' as const };
  const asked = {
    channel: 'visit',
    subject,
    outcome: 'need',
    relationship: 'self',
    requester: null,
  } as const;
  await tx.intake.create({
    data: {
      id: intakeId,
      ...belonging,
      takenInById,
      channel: asked.channel,
      relationship: asked.relationship,
      subject,
      outcome: asked.outcome,
      needId: await makeNeed(tx, deps, visitor, { ...asked, ...nothingMore }, belonging),
      respondBy: await respondByOf(tx, { communityId, categoryId: null }, deps.clock.now()),
      respondedAt: deps.clock.now(),
      createdAt: deps.clock.now(),
    },
  });
  await recordChange(tx, deps, visitor, {
    type: 'intake:taken_down',
    subjectType: 'intake',
    subjectId: intakeId,
    toState: asked.outcome,
    payload: { intakeId },
    feeds: [`community:${communityId}`],
  });
  return intakeId;
}

const nothingMore = {
  paperNumber: null,
  servedPerson: null,
  category: null,
  community: null,
  building: null,
  door: null,
  wishedTime: null,
  wishedFrom: null,
  wishedUntil: null,
  outcomeNote: null,
  passedOnTo: null,
  dueAt: null,
  callBackAt: null,
  consent: false,
} as const;
