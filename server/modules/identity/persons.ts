import type { Deps } from '~/server/deps';
import { acceptedSql } from '~/server/modules/organisations/accepted-sql';
import { concernedPersonId, type Actor } from '~/server/policy/actor';
import { assertMay, reachesOf } from '~/server/policy/permissions';
import { findPersonsByLastFour } from '~/server/modules/contact/find-persons';

/** A person whose name the caller may read. Everyone else is no row at all. */
export interface PersonRow {
  readonly id: string;
  readonly displayName: string;
  readonly isDemo: boolean;
}

/**
 * Persons by id as far as the actor may read their names: themselves and whom they act for; members of the active
 * organisation who have acted for it, since anyone's number can be added, and those who came to serve in it; residents of
 * the active committee's community and those who serve there. An alias answers with the living person's name. One statement.
 */
export async function findPersons(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  ids: readonly string[],
): Promise<(PersonRow | null)[]> {
  const reach = reachesOf(actor, 'person.read_name');
  const { rows } = await deps.pool.query<PersonRow>({
    name: 'persons-by-id',
    text: `
      SELECT p.id, coalesce(living."displayName", p."displayName") AS "displayName", p."isDemo"
      FROM "Person" p LEFT JOIN "Person" living ON living.id = p."mergedIntoId"
      WHERE p.id = ANY($1::uuid[]) AND (
        p.id = ANY($2::uuid[])
        OR p."homeCommunityId" = ANY($4::uuid[])
        OR EXISTS (
          SELECT FROM "Membership" m
          WHERE m."personId" = p.id AND m."organisationId" = $3::uuid AND ${acceptedSql('m')})
        OR EXISTS (
          SELECT FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId"
          WHERE c."personId" = p.id AND c.state <> 'invited'
            AND (n."organisationId" = $3::uuid OR n."communityId" = ANY($4::uuid[])))
        OR EXISTS (
          SELECT FROM "ServiceRecord" r
          WHERE r."personId" = p.id AND (r."organisationId" = $3::uuid OR r."communityId" = ANY($4::uuid[]))))`,
    values: [
      ids,
      [actor.personId, actor.onBehalfOfId].filter((id) => id !== null),
      reach.has('organisation') || reach.has('community') ? (actor.membership?.organisationId ?? null) : null,
      reach.has('community') ? (actor.membership?.communityIds ?? []) : [],
    ],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** The names of persons in something that the caller was already let read whole, such as a record opened with a reason. */
export async function unsafeFindPersons(
  deps: Pick<Deps, 'pool'>,
  ids: readonly string[],
): Promise<(PersonRow | null)[]> {
  const { rows } = await deps.pool.query<PersonRow>({
    name: 'persons-unscoped',
    text: `
      SELECT p.id, coalesce(living."displayName", p."displayName") AS "displayName", p."isDemo"
      FROM "Person" p LEFT JOIN "Person" living ON living.id = p."mergedIntoId" WHERE p.id = ANY($1::uuid[])`,
    values: [ids],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** The person an act of the actor concerns. */
export async function findOwnPerson(deps: Pick<Deps, 'pool'>, actor: Actor): Promise<PersonRow | null> {
  const id = concernedPersonId(actor);
  return id === null ? null : ((await findPersons(deps, actor, [id]))[0] ?? null);
}

/**
 * Residents of the actor's community by a part of their name or the last four digits of their phone, for slips and help at
 * the desk. Without a search the newest.
 */
export async function searchPeople(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  input: { search?: string | null; first?: number | null },
): Promise<PersonRow[]> {
  assertMay(actor, 'person.search');
  const communityIds = actor.membership?.communityIds ?? [];
  const search = input.search?.normalize('NFKC').trim() ?? '';
  const byPhone = /^\d{4}$/.test(search)
    ? await findPersonsByLastFour(deps.prisma, search, communityIds)
    : [];
  return deps.prisma.person.findMany({
    where: {
      homeCommunityId: { in: [...communityIds] },
      status: { not: 'erased' },
      mergedIntoId: null,
      ...(search === ''
        ? {}
        : { OR: [{ id: { in: byPhone } }, { displayName: { contains: search, mode: 'insensitive' } }] }),
    },
    orderBy: search === '' ? { createdAt: 'desc' } : { displayName: 'asc' },
    take: Math.min(Math.max(input.first ?? 20, 1), 100),
    select: { id: true, displayName: true, isDemo: true },
  });
}
