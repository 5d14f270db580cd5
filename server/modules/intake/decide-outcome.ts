import type { Prisma } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { countPhones } from '~/server/modules/contact/queries';
import { replacePlaceOfIntake, saveHome } from '~/server/modules/contact/save-address';
import type { Actor } from '~/server/policy/actor';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import type { TakeDownValues } from './input';
import { makeNeed } from './make-need';
import { personMeant, type HomeOfNew } from './person-meant';
import { findWorker } from './workers';

/** Who says what becomes of a request, for which community. */
export interface Desk extends HomeOfNew {
  readonly takenInById: string;
  readonly organisationId: string;
}

/** The request that it becomes of, and who agreed to it, signed in, when they sent it. */
export interface Decided {
  readonly intakeId: string;
  readonly number: string;
  readonly tickedById: string | null;
}

/**
 * What a worker makes of a request, in the caller's transaction, whether it was just told them or came by itself: who asks and for
 * whom, the place, the need made of it. Answers the columns of the intake.
 */
export async function decideOutcome(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: TakeDownValues,
  desk: Desk,
  { intakeId, number, tickedById }: Decided,
) {
  assertAhead(input, deps.clock.now());
  const categoryId = input.category ?? null;
  const known = categoryId === null || (await tx.category.findUnique({ where: { id: categoryId } }));
  if (!known) refuse('NOT_FOUND');
  const requesterId = input.requester ? await personMeant(tx, deps, actor, input.requester, desk) : null;
  const servedPersonId = input.servedPerson
    ? await personMeant(tx, deps, actor, input.servedPerson, desk)
    : requesterId;
  if (input.callBackAt && requesterId && (await countPhones(tx, requesterId)) === 0)
    throw new InvalidInput([{ path: ['requester', 'phone'], message: 'server_intake_call_back_phone' }]);

  const { communityId, organisationId, takenInById } = desk;
  const belonging = { number, communityId, organisationId, requesterId, servedPersonId };
  const { outcome } = input;
  const consent = tickedById !== null && tickedById === servedPersonId ? { form: 'screen' as const } : null;
  await writePlace(tx, input, { intakeId, communityId, servedPersonId });
  return {
    ...belonging,
    takenInById,
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
    ...(outcome === 'complaint' ? { ownerId: await ownerOf(tx, input, desk), dueAt: input.dueAt } : {}),
    needId: outcome === 'need' ? await makeNeed(tx, deps, actor, input, belonging, consent) : null,
    callBackAt: input.callBackAt,
  } satisfies Prisma.IntakeUncheckedUpdateInput;
}

async function ownerOf(tx: Tx, { owner }: TakeDownValues, desk: Desk): Promise<string> {
  if (!owner || owner === desk.takenInById) return desk.takenInById;
  return (await findWorker(tx, desk.organisationId, owner)) ?? refuse('NOT_FOUND');
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
  const { name } = await tx.community.findUniqueOrThrow({
    where: { id: of.communityId },
    select: { name: true },
  });
  const isSaid = input.building ?? input.door;
  const place = isSaid ? { area: name, building: input.building ?? null, door: input.door ?? null } : null;
  await replacePlaceOfIntake(tx, of.intakeId, place);
  if (place && of.servedPersonId && input.outcome !== 'complaint')
    await saveHome(tx, of.servedPersonId, place);
}
