import type { Need } from '~/generated/prisma/client';
import type { ConsentForm } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { generalPurposes } from '~/server/modules/consents/rules';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { reachesNeed, type NeedBelonging } from './scope';

type Served = Pick<Need, 'id' | 'kind' | 'servedPersonId'>;

/**
 * Writes down that the person served agrees to their request being shown to those who may help, once; tells whether it did.
 * Their word is theirs, or taken by those who post the need: NOT_ALLOWED for anyone else. `given`: who agreed for them, where
 * that is not the actor, and how, where the channel does not tell.
 */
export async function recordConsent(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  need: Served & NeedBelonging,
  given: { readonly guardianId: string | null; readonly form?: ConsentForm } = { guardianId: null },
): Promise<boolean> {
  if (need.servedPersonId === null || (await hasConsent(tx, need))) return false;
  if (personFor(actor, 'consent.give') !== need.servedPersonId && !reachesNeed(actor, 'need.post', need))
    refuse('NOT_ALLOWED');
  const { guardianId } = given;
  const themselves = actor.personId === need.servedPersonId;
  await tx.consent.create({
    data: {
      id: newId(),
      personId: need.servedPersonId,
      purpose: 'publish_help',
      scope: need.id,
      textVersion: generalPurposes.publish_help,
      form: guardianId ? 'guardian' : (given.form ?? formOf(actor, themselves)),
      givenById:
        guardianId ??
        (actor.onBehalfOfId === need.servedPersonId && actor.personId ? actor.personId : need.servedPersonId),
      takenById: themselves ? null : actor.personId,
      givenAt: deps.clock.now(),
    },
  });
  return true;
}

function formOf(actor: Actor, themselves: boolean): ConsentForm {
  if (actor.capacity === 'guardian') return 'guardian';
  if (themselves || actor.capacity === 'proxy') return 'screen';
  return actor.channel === 'paper' ? 'paper' : 'spoken';
}

/** Whether a need may be published as far as consent goes: help for a named person needs theirs, for it or for all. */
export const hasConsent = async (tx: Pick<Tx, 'consent'>, need: Served): Promise<boolean> =>
  (await findConsented(tx, [need])).has(need.id);

/** The ids of those needs that may be published as far as consent goes. */
export async function findConsented(tx: Pick<Tx, 'consent'>, needs: readonly Served[]): Promise<Set<string>> {
  const waits = needs.filter(({ kind, servedPersonId }) => kind !== 'activity' && servedPersonId !== null);
  const given =
    waits.length === 0
      ? []
      : await tx.consent.findMany({
          where: {
            personId: { in: waits.flatMap(({ servedPersonId }) => servedPersonId ?? []) },
            withdrawnAt: null,
            // To regular visits somebody agrees for the one need that stands for them.
            OR: [
              { purpose: 'publish_help', scope: null },
              {
                purpose: { in: ['publish_help', 'regular_visits'] },
                scope: { in: waits.map(({ id }) => id) },
              },
            ],
          },
          select: { personId: true, scope: true },
        });
  const isFor = ({ id, servedPersonId }: Served) =>
    given.some((one) => one.personId === servedPersonId && (one.scope === null || one.scope === id));
  return new Set(needs.filter((need) => !waits.includes(need) || isFor(need)).map(({ id }) => id));
}
