import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { residentOf } from './resident-of';

/** Takes a note out of use; it stays in the file as one that held until now. */
export async function endCareNote(
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ personId: string }> {
  assertMay(actor, 'care_note.write');
  return inTransaction(deps, actor, async (tx) => {
    const note = await tx.careNote.findUnique({ where: { id: input.id } });
    if (!note) return refuse('NOT_FOUND');
    const { personId, communityId } = await residentOf(tx, actor, 'care_note.write', note.personId);
    const { count } = await tx.careNote.updateMany({
      where: { id: note.id, endedAt: null },
      data: { endedAt: deps.clock.now(), endedById: actor.personId },
    });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type: 'person:care_note_ended',
      subjectType: 'person',
      subjectId: personId,
      fromState: note.audience,
      payload: { personId },
      feeds: [`community:${communityId}`],
    });
    return { personId };
  });
}
