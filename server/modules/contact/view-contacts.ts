import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';

/** What a committee sees of a person beside the name, to tell them from others of that name. */
export interface ShortContact {
  readonly phoneLastFour: string | null;
  readonly building: string | null;
}

/** The place that an intake is about. */
export interface PlaceRow {
  readonly building: string | null;
  readonly door: string | null;
}

type Reader = Pick<Deps, 'prisma' | 'clock'>;

/** Where contact data is shown from; stands in each logged view. */
export type ViewedIn =
  | 'intake_search'
  | 'intake_phone'
  | 'intake_place'
  | 'reported_phone'
  | 'person_file'
  | 'visit_building'
  | 'visit_home'
  | 'emergency_contact'
  | 'helper_phone'
  | 'care_phone'
  | 'calling_list'
  | CareView;

/** That somebody is on the care list, and what it says of them, is care data too. */
export type CareView = 'care_list' | 'care_entry';

/**
 * The last four digits of the phone and the building of some people, in the order of the ids, for a committee that searches.
 * Who is of another community is shown without. What is shown is logged.
 */
export async function viewShortContacts(
  deps: Reader,
  actor: Actor,
  personIds: readonly string[],
): Promise<ShortContact[]> {
  const within = await withinReach(deps, actor, personIds);
  const [points, homes] = await Promise.all([
    deps.prisma.contactPoint.findMany({
      where: { kind: 'phone', personId: { in: within } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { personId: true, lastFour: true },
    }),
    deps.prisma.address.findMany({
      where: { personId: { in: within }, needId: null, intakeId: null },
      select: { personId: true, building: true },
    }),
  ]);
  // The latest rows come first, so that the first phone a person gave stays.
  const lastFours = new Map(points.map((point) => [point.personId, point.lastFour]));
  const buildings = new Map(homes.map((home) => [home.personId, home.building]));
  const shown = within.filter((id) => lastFours.get(id) || buildings.get(id));
  await logViews(deps, actor, shown, 'intake_search');
  return personIds.map((id) => ({
    phoneLastFour: lastFours.get(id) ?? null,
    building: buildings.get(id) ?? null,
  }));
}

/** The phone that each person gave last, whole, in the order of the ids; null where there is none or it is not the actor's to read. Logged. */
export const viewPhones = (deps: Reader, actor: Actor, personIds: readonly string[]) =>
  viewPhonesIn(deps, actor, personIds, 'intake_phone');

/** The same of people on the care list. */
export const viewCarePhones = (deps: Reader, actor: Actor, personIds: readonly string[]) =>
  viewPhonesIn(deps, actor, personIds, 'care_phone');

/** The phones of people whom the caller was already let ring up, in the order of the ids: verified ones first, then the latest. Logged. */
export async function viewClaimantPhones(
  deps: Reader,
  actor: Actor,
  personIds: readonly string[],
): Promise<(string | null)[]> {
  const points = await deps.prisma.contactPoint.findMany({
    where: { kind: 'phone', personId: { in: [...personIds] } },
    orderBy: [{ verifiedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'asc' }, { id: 'asc' }],
    select: { personId: true, value: true },
  });
  // Later rows win.
  const phones = new Map(points.map((point) => [point.personId, point.value]));
  await logViews(deps, actor, [...phones.keys()], 'calling_list');
  return personIds.map((id) => phones.get(id) ?? null);
}

async function viewPhonesIn(
  deps: Reader,
  actor: Actor,
  personIds: readonly string[],
  what: ViewedIn,
): Promise<(string | null)[]> {
  const within = await withinReach(deps, actor, personIds);
  const points = await deps.prisma.contactPoint.findMany({
    where: { kind: 'phone', personId: { in: within } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { personId: true, value: true },
  });
  const phones = new Map(points.map((point) => [point.personId, point.value]));
  await logViews(deps, actor, [...phones.keys()], what);
  return personIds.map((id) => phones.get(id) ?? null);
}

/** The phone of a helper about whom there is an alert that the caller was already let see. Logged. */
export async function viewHelperPhone(deps: Reader, actor: Actor, personId: string): Promise<string | null> {
  const point = await deps.prisma.contactPoint.findFirst({
    where: { personId, kind: 'phone' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { value: true },
  });
  if (point) await logViews(deps, actor, [personId], 'helper_phone');
  return point?.value ?? null;
}

/** Writes down that the actor, whom the caller let read it, sees what the care list says of some people. */
export const viewCare = (
  deps: Reader,
  actor: Actor,
  personIds: readonly string[],
  what: CareView,
): Promise<void> => logViews(deps, actor, personIds, what);

/**
 * The places of intakes that the caller was already let read, in their order; null where none was said. Logged for the person
 * served.
 */
export async function viewPlacesOfIntakes(
  deps: Reader,
  actor: Actor,
  intakes: readonly { readonly id: string; readonly servedPersonId: string | null }[],
): Promise<(PlaceRow | null)[]> {
  const rows = await deps.prisma.address.findMany({
    where: { intakeId: { in: intakes.map(({ id }) => id) } },
    select: { intakeId: true, building: true, door: true },
  });
  const places = new Map(rows.map(({ intakeId, ...place }) => [intakeId, place]));
  const shown = intakes
    .filter(({ id }) => places.has(id))
    .flatMap(({ servedPersonId }) => servedPersonId ?? []);
  await logViews(deps, actor, shown, 'intake_place');
  return intakes.map(({ id }) => places.get(id) ?? null);
}

/** Those of the persons whose contact data the actor may read. */
async function withinReach(deps: Reader, actor: Actor, personIds: readonly string[]): Promise<string[]> {
  const persons = await deps.prisma.person.findMany({
    where: { id: { in: [...new Set(personIds)] } },
    select: { id: true, homeCommunityId: true },
  });
  return persons
    .filter(({ id, homeCommunityId }) =>
      reaches(actor, 'contact.read', { personId: id, communityId: homeCommunityId }),
    )
    .map(({ id }) => id);
}

/** While somebody types, the same list is shown again and again: within so many minutes that is one view. */
const oneViewMinutes = 10;

/**
 * Writes the views of some people down, one a person, before anything is answered; `refused`: what was asked for and is not shown.
 * Own data is not logged.
 */
export async function logViews(
  deps: Reader,
  actor: Actor,
  personIds: readonly string[],
  what: ViewedIn,
  refused = false,
): Promise<void> {
  const viewerId = actor.personId ?? refuse('NOT_SIGNED_IN');
  const subjects = [...new Set(personIds)].filter((id) => id !== viewerId);
  if (subjects.length === 0) return;
  const now = deps.clock.now();
  const since = new Date(now.getTime() - oneViewMinutes * 60_000);
  await deps.prisma.$executeRaw`
    INSERT INTO "ContactView" (id, "viewerId", "subjectId", what, refused, at)
    SELECT given.id, ${viewerId}::uuid, given.subject, ${what}, ${refused}, ${now}
    FROM unnest(${subjects.map(() => newId())}::uuid[], ${subjects}::uuid[]) AS given (id, subject)
    WHERE NOT EXISTS (
      SELECT FROM "ContactView" view
      WHERE view."subjectId" = given.subject AND view.at > ${since}
        AND view."viewerId" = ${viewerId}::uuid AND view.what = ${what} AND view.refused = ${refused})`;
}
