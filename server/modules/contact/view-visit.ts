import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { findCareNotes, type CareNoteRow } from './care-notes';
import { findEmergencyContacts, type EmergencyContactRow } from './emergency-contacts';
import { logViews, type PlaceRow } from './view-contacts';

type Reader = Pick<Deps, 'prisma' | 'clock'>;

/** Whose home a need leads to. */
export interface Visited {
  readonly needId: string;
  readonly servedPersonId: string | null;
}

/** What somebody who is let in reads of the home they visit. */
export interface VisitHome extends PlaceRow {
  readonly phone: string | null;
  readonly careNotes: readonly CareNoteRow[];
  readonly emergencyContacts: readonly EmergencyContactRow[];
}

/**
 * The address of a visit: of the place that was taken down for it, else the person's home, else the need's own. A place that was
 * said without its door has that of the person's home, where it is the same building.
 */
async function findPlace(deps: Reader, { needId, servedPersonId }: Visited) {
  const intake = await deps.prisma.intake.findUnique({ where: { needId }, select: { id: true } });
  const rows = await deps.prisma.address.findMany({
    where: {
      OR: [
        { needId },
        ...(intake ? [{ intakeId: intake.id }] : []),
        ...(servedPersonId ? [{ personId: servedPersonId, needId: null, intakeId: null }] : []),
      ],
    },
    select: { personId: true, needId: true, intakeId: true, building: true, door: true },
  });
  const said = rows.find((row) => row.intakeId !== null);
  const home = rows.find((row) => row.needId === null && row.intakeId === null);
  if (said && said.door === null && home && said.building === home.building)
    return { ...said, door: home.door };
  return said ?? home ?? rows.find((row) => row.needId !== null) ?? null;
}

const subjects = (...ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id): id is string => typeof id === 'string')),
];

/** The building of a visit that the caller was already let read. Logged for the person served. */
export async function viewVisitBuilding(
  deps: Reader,
  actor: Actor,
  visited: Visited,
): Promise<string | null> {
  const place = await findPlace(deps, visited);
  if (!place?.building) return null;
  await logViews(deps, actor, subjects(visited.servedPersonId, place.personId), 'visit_building');
  return place.building;
}

/**
 * Door, phone, the notes for helpers and whom to call, of a visit that the caller was already let read whole. Logged for the
 * person served before anything is answered. Notes are left out once the consent to them was withdrawn.
 */
export async function viewVisitHome(deps: Reader, actor: Actor, visited: Visited): Promise<VisitHome> {
  const { servedPersonId } = visited;
  const place = await findPlace(deps, visited);
  await logViews(deps, actor, subjects(servedPersonId, place?.personId), 'visit_home');
  const [phone, careNotes, emergencyContacts] = servedPersonId
    ? await Promise.all([
        deps.prisma.contactPoint.findFirst({
          where: { personId: servedPersonId, kind: 'phone' },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          select: { value: true },
        }),
        findCareNotes(deps, servedPersonId, 'helper'),
        findEmergencyContacts(deps, servedPersonId),
      ])
    : [null, [], []];
  return {
    building: place?.building ?? null,
    door: place?.door ?? null,
    phone: phone?.value ?? null,
    careNotes,
    emergencyContacts,
  };
}

/** Writes down that somebody asked for a home that is not shown to them. */
export const logRefusedVisit = (deps: Reader, actor: Actor, { servedPersonId }: Visited): Promise<void> =>
  logViews(deps, actor, subjects(servedPersonId), 'visit_home', true);
