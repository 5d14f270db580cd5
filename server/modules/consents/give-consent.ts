import type { z } from 'zod';
import type { ConsentForm } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { putOnView } from '~/server/modules/needs/put-on-view';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, personFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { GiveConsentInput } from './input';
import { assertConsentOf } from './queries';
import { generalPurposes } from './rules';

/**
 * Writes down that somebody agrees to a purpose in general: on the screen by themselves or by who acts for them in that, or taken
 * down by an officer who read the words out or holds the paper. Once, while it holds (ALREADY_DONE). What was taken off view when it
 * was taken back is shown again.
 */
export async function giveConsent(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof GiveConsentInput>,
): Promise<{ consentId: string }> {
  assertMay(actor, 'consent.give');
  const personId = input.person ?? assertPerson(actor, 'consent.give');
  return inTransaction(deps, actor, async (tx) => {
    const person = await assertConsentOf(tx, actor, personId);
    const given = howGiven(actor, personId, input.form ?? null);
    await tx.$queryRaw`SELECT 1 FROM "Person" WHERE id = ${personId}::uuid FOR NO KEY UPDATE`;
    const holds = await tx.consent.findFirst({
      where: { personId, purpose: input.purpose, scope: null, withdrawnAt: null },
      select: { id: true },
    });
    if (holds) refuse('ALREADY_DONE');
    const id = newId();
    await tx.consent.create({
      data: {
        id,
        personId,
        purpose: input.purpose,
        scope: null,
        textVersion: generalPurposes[input.purpose],
        ...given,
        givenAt: deps.clock.now(),
      },
    });
    await recordChange(tx, deps, actor, {
      type: 'consent:given',
      subjectType: 'consent',
      subjectId: id,
      toState: input.purpose,
      payload: { consentId: id },
      feeds: [
        `person:${personId}`,
        ...(person.homeCommunityId ? [`community:${person.homeCommunityId}` as const] : []),
      ],
    });
    if (input.purpose === 'publish_help') await putOnView(tx, deps, actor, personId);
    return { consentId: id };
  });
}

interface HowGiven {
  readonly form: ConsentForm;
  readonly givenById: string;
  readonly takenById: string | null;
}

/** Themselves, or who acts for them in that, on the screen; else an officer says how they were told. */
function howGiven(actor: Actor, personId: string, form: 'spoken' | 'paper' | null): HowGiven {
  const actorId = actor.personId ?? refuse('NOT_SIGNED_IN');
  if (form === null) {
    if (personFor(actor, 'consent.give') !== personId) return refuse('REASON_NEEDED');
    return {
      form: actor.capacity === 'guardian' ? 'guardian' : 'screen',
      givenById: actorId,
      takenById: null,
    };
  }
  // Nobody takes their own word down.
  if (personId === actorId) return refuse('SAME_PERSON');
  return { form, givenById: personId, takenById: actorId };
}
