import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { isIdentityChecked } from '~/server/modules/contact/queries';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import type { AddCarePairInput } from './input';
import { isRefused } from '~/server/modules/visits/is-refused';
import { entryMeant, lockEntry, recordCare } from './lock-entry';
import { planVisits } from './plan-visits';

/**
 * Pairs a resident with a volunteer of the committee's communities, once the officer has asked both. The volunteer's places in the
 * coming visits are theirs at once; they can give each back. Refuses IDENTITY_UNCHECKED, SUSPENDED, TERMS_NOT_ACCEPTED, the person
 * themselves (SAME_PERSON), whom the person does not want (NOT_AVAILABLE_TO_YOU), and a pair there is (ALREADY_DONE).
 */
export async function addCarePair(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddCarePairInput>,
): Promise<{ entryId: string }> {
  const { entryId, zone } = await entryMeant(deps, actor, { id: input.entry });
  return inTransaction(deps, actor, async (tx) => {
    const entry = await lockEntry(tx, entryId);
    const volunteerId = await volunteerMeant(tx, deps, actor, input.volunteer);
    if (volunteerId === entry.personId) refuse('SAME_PERSON');
    if (await isRefused(tx, entry.personId, volunteerId)) refuse('NOT_AVAILABLE_TO_YOU');
    const live = { entryId, volunteerId, endedAt: null };
    if (await tx.carePair.findFirst({ where: live, select: { id: true } })) refuse('ALREADY_DONE');
    await tx.carePair.create({
      data: {
        id: newId(),
        ...live,
        agreedById: actor.personId ?? refuse('NOT_SIGNED_IN'),
        startedAt: deps.clock.now(),
      },
    });
    await recordCare(tx, deps, actor, entry, 'care:paired');
    await planVisits(tx, deps, actor, { entryId, zone, newPair: volunteerId });
    await notify(tx, volunteerId, 'care_paired', { needId: entry.needId });
    return { entryId };
  });
}

async function volunteerMeant(tx: Tx, deps: Deps, actor: Actor, id: string): Promise<string> {
  const volunteer = await tx.person.findFirst({
    where: {
      id,
      status: { not: 'erased' },
      mergedIntoId: null,
      homeCommunityId: { in: [...(actor.membership?.communityIds ?? [])] },
    },
    select: { id: true, status: true },
  });
  if (!volunteer) return refuse('NOT_FOUND');
  if (volunteer.status !== 'active') refuse('SUSPENDED');
  if (!(await isIdentityChecked(tx, id, deps.clock.now()))) refuse('IDENTITY_UNCHECKED');
  const terms = { personId: id, purpose: 'terms' as const, withdrawnAt: null };
  if ((await tx.consent.count({ where: terms })) === 0) refuse('TERMS_NOT_ACCEPTED');
  return id;
}
