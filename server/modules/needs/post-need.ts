import type { Prisma } from '~/generated/prisma/client';
import type { NeedKind, PlaceKind } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { offerPlacesOfNeed } from '~/server/modules/claims/offer-places';
import { dropMovedDraws } from '~/server/modules/draws/drop-draws';
import { countByAccount } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertPerson, may, reaches } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { recordConsent } from './consent';
import { feedsOfNeed } from './feeds';
import type { PostNeedValues } from './input';
import { assertMayAny, assertNotRegular, lockNeed, type LockedNeed } from './lock-need';
import { drawNeedNumbers } from './number-needs';
import { isEditable, isPublished } from './rules';
import { saveTasks } from './save-tasks';
import { canBeAsked, hasDraftsOnly, reachesNeed } from './scope';
import { searchWordsOf } from './search-words';
import { tellClaimants } from './tell-claimants';

/**
 * Writes a need as a draft or, with an id and the version the edit started from, changes it. A unit posts for itself, an
 * officer also takes down what a resident asks for, a resident asks for help themselves.
 */
export async function postNeed(deps: Deps, actor: Actor, input: PostNeedValues): Promise<{ needId: string }> {
  assertMayAny(actor, ['need.post', 'need.ask']);
  if (input.id === null)
    await countByAccount(deps, may(actor, 'need.post') ? 'need_drafted' : 'need_asked', actor);
  return inTransaction(deps, actor, (tx) =>
    input.id === null
      ? draftNeed(tx, deps, actor, input, authorOf(actor, input))
      : editNeed(tx, deps, actor, input.id, input),
  );
}

/** Who posts a need, and for whom. */
export interface NeedAuthor {
  readonly kind: NeedKind;
  readonly organisationId: string | null;
  readonly requestedById?: string | null;
  readonly servedPersonId?: string | null;
  readonly takenInById?: string | null;
  readonly responsibleUnitId?: string | null;
}

/** Writes a draft in the caller's transaction, under a number that was drawn for it before or a new one. */
export async function draftNeed(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: PostNeedValues,
  author: NeedAuthor,
  drawn: string | null = null,
): Promise<{ needId: string }> {
  const number = drawn ?? (await drawNeedNumbers(tx, deps, 1))[0] ?? '';
  const columns = await columnsOf(tx, actor, input, { ...author, number });
  const id = newId();
  const need = await tx.need.create({
    data: {
      id,
      number,
      status: 'draft',
      channel: actor.channel,
      createdAt: deps.clock.now(),
      ...author,
      ...columns,
    },
  });
  await saveTasks(tx, need, [], input.tasks, deps.clock.now());
  if (input.consent) await recordConsent(tx, deps, actor, need);
  await recordChange(tx, deps, actor, {
    type: 'need:drafted',
    subjectType: 'need',
    subjectId: id,
    toState: 'draft',
    payload: { needId: id },
    feeds: feedsOfNeed(need),
  });
  return { needId: id };
}

async function editNeed(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  id: string,
  input: PostNeedValues,
): Promise<{ needId: string }> {
  const before = await lockNeed(tx, actor, ['need.post', 'need.ask'], id);
  assertNotRegular(before);
  if (!isEditable(before.status)) refuse('WRONG_STATE');
  if (before.status !== 'draft' && hasDraftsOnly(actor, before)) refuse('ORGANISATION_NOT_VERIFIED');
  // Once published, what a resident asked for is changed by the committee they asked.
  if (!reachesNeed(actor, 'need.post', before) && !canBeAsked(before.status)) refuse('WRONG_STATE');
  if (input.version !== before.version) refuse('STALE_VERSION');
  assertStays(actor, before, input.community);
  const kind = before.status === 'draft' ? (input.kind ?? before.kind) : before.kind;
  const columns = await columnsOf(tx, actor, input, { ...before, kind });
  const need = await tx.need.update({ where: { id }, data: { kind, ...columns, version: { increment: 1 } } });
  assertPairs(need, input);
  await saveTasks(tx, need, before.tasks, input.tasks, deps.clock.now());
  await dropMovedDraws(tx, deps, actor, need, before.tasks);
  if (input.consent) await recordConsent(tx, deps, actor, need);
  const told = isPublished(before.status) ? await tellClaimants(tx, id) : [];
  await recordChange(tx, deps, actor, {
    type: 'need:edited',
    subjectType: 'need',
    subjectId: id,
    fromState: before.status,
    toState: before.status,
    payload: { needId: id },
    feeds: [...feedsOfNeed(need), ...told],
  });
  await offerPlacesOfNeed(tx, deps, id, before.tasks);
  return { needId: id };
}

/** At a private home there is room for two: first visits go in pairs. */
function assertPairs(need: { readonly placeKind: PlaceKind }, { tasks }: PostNeedValues): void {
  if (need.placeKind !== 'private_home') return;
  const issues = tasks.flatMap(({ maximumPlaces }, at) =>
    maximumPlaces < 2
      ? [{ path: ['tasks', String(at), 'maximumPlaces'], message: 'server_home_two_places' }]
      : [],
  );
  if (issues.length > 0) throw new InvalidInput(issues);
}

/**
 * Which committee reviews a need and verifies its hours follows from its community: once handed in, it moves only by those
 * who review in both. A draft moves freely, since handing it in asks anew.
 */
function assertStays(actor: Actor, need: LockedNeed, communityId: string): void {
  if (need.status === 'draft' || communityId === need.communityId) return;
  if ([need.communityId, communityId].every((id) => reaches(actor, 'need.review', { communityId: id })))
    return;
  throw new InvalidInput([{ path: ['community'], message: 'server_need_community_fixed' }]);
}

/** Whoever posts under the identity they act under: a unit for itself, an officer or a resident for the person concerned. */
function authorOf(actor: Actor, input: PostNeedValues): NeedAuthor {
  if (!may(actor, 'need.post') || !actor.membership) {
    const person = assertPerson(actor, 'need.ask');
    const kind = input.kind ?? 'help';
    if (kind === 'activity' || input.organisation !== null) refuse('NOT_ALLOWED');
    return { kind, organisationId: null, requestedById: person, servedPersonId: person };
  }
  const { organisationId } = actor.membership;
  if (input.organisation !== null && input.organisation !== organisationId) refuse('NOT_FOUND');
  const kind: NeedKind = input.kind ?? 'activity';
  if (kind === 'activity') return { kind, organisationId };
  return {
    kind,
    organisationId,
    requestedById: actor.onBehalfOfId,
    servedPersonId: actor.onBehalfOfId,
    takenInById: actor.personId,
  };
}

/** The columns that a poster writes, checked against the database, with the words they are found by. */
async function columnsOf(
  tx: Tx,
  actor: Actor,
  input: PostNeedValues,
  need: { kind: NeedKind; number: string; organisationId: string | null; placeKind?: PlaceKind },
) {
  const { kind, organisationId } = need;
  const committee = actor.membership?.communityId ? actor.membership.communityIds : null;
  if (committee && may(actor, 'need.post') && !committee.includes(input.community)) refuse('NOT_FOUND');
  const community =
    (await tx.community.findUnique({ where: { id: input.community } })) ?? refuse('NOT_FOUND');
  const category =
    input.category === null ? null : await tx.category.findUnique({ where: { id: input.category } });
  if (input.category !== null && !category) refuse('NOT_FOUND');
  const organisation =
    organisationId === null
      ? null
      : await tx.organisation.findUnique({ where: { id: organisationId }, select: { name: true } });

  const placeKind = input.placeKind ?? need.placeKind ?? (kind === 'activity' ? 'public' : 'private_home');
  // A home is shown at the fixed centre of its area; a random blur would average out. So is a place that nobody pointed at.
  const place = placeKind === 'private_home' || input.latitude === null ? community : input;
  return {
    communityId: community.id,
    categoryId: input.category,
    title: input.title,
    summary: input.summary,
    bring: input.bring,
    risks: input.risks,
    urgency: input.urgency,
    placeKind,
    placeName: input.placeName,
    latitude: place.latitude,
    longitude: place.longitude,
    searchWords: searchWordsOf(
      need.number,
      input.title,
      input.summary,
      input.placeName,
      category?.nameEn,
      category?.nameZh,
      organisation?.name,
      community.name,
      community.nameEn,
      ...input.tasks.map((task) => task.title),
    ),
  } satisfies Prisma.NeedUncheckedUpdateInput;
}
