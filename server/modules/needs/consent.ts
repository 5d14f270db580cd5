import type { Need } from '~/generated/prisma/client';
import type { ConsentForm } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';

/** The words that the person served agrees to; stored with the consent. */
const textVersion = 'publish-help-2026-01';

type Served = Pick<Need, 'id' | 'kind' | 'servedPersonId'>;

/** Writes down that the person served agrees to their request being shown to those who may help. */
export async function recordConsent(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: Served,
): Promise<void> {
  if (need.servedPersonId === null || (await hasConsent(tx, need))) return;
  const themselves = actor.personId === need.servedPersonId;
  await tx.consent.create({
    data: {
      id: newId(),
      personId: need.servedPersonId,
      purpose: 'publish_help',
      scope: need.id,
      textVersion,
      form: formOf(actor, themselves),
      givenById: actor.capacity === 'guardian' && actor.personId ? actor.personId : need.servedPersonId,
      takenById: themselves ? null : actor.personId,
      givenAt: deps.clock.now(),
    },
  });
}

function formOf(actor: Actor, themselves: boolean): ConsentForm {
  if (actor.capacity === 'guardian') return 'guardian';
  if (themselves) return 'screen';
  return actor.channel === 'paper' ? 'paper' : 'spoken';
}

/** Whether a need may be published as far as consent goes: help for a named person needs theirs, for it or for all. */
export async function hasConsent(tx: Tx, need: Served): Promise<boolean> {
  if (need.kind === 'activity' || need.servedPersonId === null) return true;
  const consent = await tx.consent.findFirst({
    where: {
      personId: need.servedPersonId,
      purpose: 'publish_help',
      withdrawnAt: null,
      OR: [{ scope: null }, { scope: need.id }],
    },
    select: { id: true },
  });
  return consent !== null;
}
