import type { z } from 'zod';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { generalPurposes } from '~/server/modules/consents/rules';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { hasHealthConsent } from './care-notes';
import type { AddCareNoteInput } from './file-input';
import { residentOf } from './resident-of';

/**
 * Writes a note into a resident's file: for the committee, or for those who help them, which the person must have agreed to;
 * `consent` writes down that they did.
 */
export async function addCareNote(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddCareNoteInput>,
): Promise<{ personId: string }> {
  assertMay(actor, 'care_note.write');
  const writtenBy = actor.personId ?? refuse('NOT_SIGNED_IN');
  return inTransaction(deps, actor, async (tx) => {
    const { personId, communityId } = await residentOf(tx, actor, 'care_note.write', input.person);
    if (input.audience === 'helper' && !(await hasHealthConsent(tx, personId))) {
      if (!input.consent)
        throw new InvalidInput([{ path: ['consent'], message: 'server_health_consent_needed' }]);
      await writeConsent(tx, deps, { personId, takenById: writtenBy, onPaper: input.channel === 'paper' });
    }
    const now = deps.clock.now();
    const { audience, text } = input;
    await tx.careNote.create({ data: { id: newId(), personId, audience, text, writtenBy, createdAt: now } });
    await recordChange(tx, deps, actor, {
      type: 'person:care_note_added',
      subjectType: 'person',
      subjectId: personId,
      toState: audience,
      payload: { personId },
      feeds: [`community:${communityId}`],
    });
    return { personId };
  });
}

async function writeConsent(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { personId, takenById, onPaper }: { personId: string; takenById: string; onPaper: boolean },
): Promise<void> {
  await tx.consent.create({
    data: {
      id: newId(),
      personId,
      purpose: 'health_notes',
      textVersion: generalPurposes.health_notes,
      form: onPaper ? 'paper' : 'spoken',
      givenById: personId,
      takenById,
      givenAt: deps.clock.now(),
    },
  });
}
