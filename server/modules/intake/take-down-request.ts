import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { countPhones } from '~/server/modules/contact/queries';
import { saveHome, savePlaceOfIntake } from '~/server/modules/contact/save-address';
import { countByAccount } from '~/server/modules/identity/attempts';
import { drawNeedNumbers } from '~/server/modules/needs/number-needs';
import { respondByOf } from '~/server/modules/standards/service-times';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { TakeDownValues } from './input';
import { makeNeed } from './make-need';
import { personMeant, type HomeOfNew } from './person-meant';

/**
 * Takes a request down with what became of it: who asks and for whom, the place, the need made of it, all or nothing. It is
 * told by the channel it came on, whatever it was typed on.
 */
export async function takeDownRequest(
  deps: Deps,
  actor: Actor,
  input: TakeDownValues,
): Promise<{ intakeId: string }> {
  assertMay(actor, 'intake.take_down');
  const { membership, personId } = actor;
  if (!membership || !personId) return refuse('NOT_ALLOWED');
  const communityId = input.community ?? membership.communityId;
  if (!communityId || !membership.communityIds.includes(communityId)) return refuse('NOT_FOUND');
  await countByAccount(deps, 'intake_taken', actor);
  const country = await communitySetting(deps, communityId, 'country');
  const taking = { ...actor, channel: input.channel };
  const desk = { takenInById: personId, organisationId: membership.organisationId, communityId, country };
  return inTransaction(deps, taking, (tx) => writeIntake(tx, deps, taking, input, desk));
}

/** Who takes a request down, for which community. */
interface Desk extends HomeOfNew {
  readonly takenInById: string;
  readonly organisationId: string;
}

async function writeIntake(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: TakeDownValues,
  desk: Desk,
): Promise<{ intakeId: string }> {
  const now = deps.clock.now();
  assertAhead(input, now);
  const categoryId = input.category ?? null;
  const known = categoryId === null || (await tx.category.findUnique({ where: { id: categoryId } }));
  if (!known) refuse('NOT_FOUND');
  const requesterId = input.requester ? await personMeant(tx, deps, actor, input.requester, desk) : null;
  const servedPersonId = input.servedPerson
    ? await personMeant(tx, deps, actor, input.servedPerson, desk)
    : requesterId;
  if (input.callBackAt && requesterId && (await countPhones(tx, requesterId)) === 0)
    throw new InvalidInput([{ path: ['requester', 'phone'], message: 'server_intake_call_back_phone' }]);

  const [intakeId, [number = '']] = [newId(), await drawNeedNumbers(tx, deps, 1)];
  const { communityId, organisationId, takenInById } = desk;
  const belonging = { number, communityId, organisationId, requesterId, servedPersonId };
  const { outcome } = input;
  await tx.intake.create({
    data: {
      id: intakeId,
      ...belonging,
      takenInById,
      channel: actor.channel,
      paperNumber: input.paperNumber,
      relationship: input.relationship ?? 'self',
      subject: input.subject,
      categoryId,
      wishedTime: input.wishedTime,
      wishedFrom: input.wishedFrom,
      wishedUntil: input.wishedUntil,
      outcome,
      outcomeNote: input.outcomeNote,
      passedOnTo: outcome === 'passed_on' ? input.passedOnTo : null,
      ...(outcome === 'complaint' ? { ownerId: takenInById, dueAt: input.dueAt } : {}),
      needId: outcome === 'need' ? await makeNeed(tx, deps, actor, input, belonging) : null,
      callBackAt: input.callBackAt,
      respondBy: await respondByOf(tx, { communityId, categoryId }, now),
      // Who asked a person was answered at once.
      respondedAt: now,
      createdAt: now,
    },
  });
  await writePlace(tx, input, { intakeId, communityId, servedPersonId });
  await recordChange(tx, deps, actor, {
    type: 'intake:taken_down',
    subjectType: 'intake',
    subjectId: intakeId,
    toState: outcome,
    payload: { intakeId },
    feeds: [`community:${communityId}`],
  });
  return { intakeId };
}

/** What is promised lies ahead; a call within the last minutes is one to be made now. */
function assertAhead(input: TakeDownValues, now: Date): void {
  const issues = [
    { path: ['wishedUntil'], at: input.outcome === 'need' ? input.wishedUntil : null },
    { path: ['dueAt'], at: input.outcome === 'complaint' ? input.dueAt : null },
    { path: ['callBackAt'], at: input.callBackAt && new Date(input.callBackAt.getTime() + 5 * 60_000) },
  ]
    .filter(({ at }) => at && at <= now)
    .map(({ path }) => ({ path, message: 'server_intake_time_past' }));
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** The place the request is about. Where no home of the person served is known it is theirs, except for a complaint, which may be about any place. */
async function writePlace(
  tx: Tx,
  input: TakeDownValues,
  of: { intakeId: string; communityId: string; servedPersonId: string | null },
): Promise<void> {
  if (!input.building && !input.door) return;
  const { name } = await tx.community.findUniqueOrThrow({
    where: { id: of.communityId },
    select: { name: true },
  });
  const place = { area: name, building: input.building ?? null, door: input.door ?? null };
  await savePlaceOfIntake(tx, of.intakeId, place);
  if (of.servedPersonId && input.outcome !== 'complaint') await saveHome(tx, of.servedPersonId, place);
}
