import type { ProxyKind } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { HistoryRow } from '~/server/modules/audit/history';
import { residentOf } from '~/server/modules/contact/resident-of';
import type { ProxyFacts } from '~/server/modules/identity/rules';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, personFor, reaches } from '~/server/policy/permissions';
import { proxyStateOf, type ProxyState } from './rules';

/** Who may act for whom, with the names that its reader may see. */
export interface ProxyRow extends ProxyFacts {
  readonly id: string;
  readonly principalId: string;
  readonly proxyId: string | null;
  readonly kind: ProxyKind;
  readonly scope: string[];
  readonly createdAt: Date;
  readonly communityId: string | null;
  readonly accepted: boolean;
  readonly principalName: string | null;
  readonly proxyName: string | null;
  readonly firstOfficerName: string | null;
  readonly secondOfficerName: string | null;
}

/** Whether whoever was named has acted since, as SQL; the argument is the alias of a "ProxyRelationship". */
const acceptedSql = (proxy: string): string => `EXISTS (
  SELECT FROM "History" taken WHERE taken."subjectType" = 'proxy' AND taken."subjectId" = ${proxy}.id
    AND taken.action = 'proxy:accepted')`;

export const isAccepted = async (tx: Pick<Tx, 'history'>, id: string): Promise<boolean> =>
  (await tx.history.findFirst({
    where: { subjectType: 'proxy', subjectId: id, action: 'proxy:accepted' },
    select: { id: true },
  })) !== null;

const live = 'x."revokedAt" IS NULL AND (x."endsAt" IS NULL OR x."endsAt" > $1)';

/** The rows of a condition written in code; $1 is now. */
async function readProxies(
  deps: Pick<Deps, 'pool' | 'clock'>,
  condition: string,
  values: readonly unknown[],
): Promise<ProxyRow[]> {
  const { rows } = await deps.pool.query<ProxyRow>(
    `SELECT x.id, x."principalId", x."proxyId", x.kind, x.scope, x."confirmedByPerson", x."firstOfficerId", x."secondOfficerId",
       x."createdAt", x."startsAt", x."endsAt", x."revokedAt", principal."homeCommunityId" AS "communityId",
       ${acceptedSql('x')} AS accepted, principal."displayName" AS "principalName", proxy."displayName" AS "proxyName",
       first."displayName" AS "firstOfficerName", second."displayName" AS "secondOfficerName"
     FROM "ProxyRelationship" x JOIN "Person" principal ON principal.id = x."principalId"
     LEFT JOIN "Person" proxy ON proxy.id = x."proxyId"
     LEFT JOIN "Person" first ON first.id = x."firstOfficerId"
     LEFT JOIN "Person" second ON second.id = x."secondOfficerId"
     WHERE $1::timestamptz IS NOT NULL AND ${condition}
     ORDER BY x."createdAt" DESC, x.id DESC LIMIT 100`,
    [deps.clock.now(), ...values],
  );
  return rows;
}

export const stateOf = (deps: Pick<Deps, 'clock'>, proxy: ProxyRow): ProxyState =>
  proxyStateOf(proxy, deps.clock.now());

/**
 * Who acts for the person, what is not over. Of somebody they named themselves the name is theirs to read once that one has taken it
 * up: until then a number that is nobody's looks the same.
 */
export async function findMyProxies(deps: Pick<Deps, 'pool' | 'clock'>, actor: Actor): Promise<ProxyRow[]> {
  const person = personFor(actor, 'proxy.grant');
  if (person === null) return [];
  const rows = await readProxies(
    deps,
    `x."principalId" = $2::uuid AND ${live} AND (x."confirmedByPerson" OR x."secondOfficerId" IS NOT NULL)`,
    [person],
  );
  return rows.map((row) => {
    const isKnown = row.accepted || row.firstOfficerId !== null;
    return isKnown ? row : { ...row, proxyName: null, proxyId: null };
  });
}

/** For whom the person may act, what is not over. */
export async function findMyPrincipals(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
): Promise<ProxyRow[]> {
  if (actor.personId === null) return [];
  return readProxies(
    deps,
    `(x."proxyId" = $2::uuid OR proxy."mergedIntoId" = $2::uuid) AND principal.status <> 'erased' AND ${live}
     AND (x."confirmedByPerson" OR x."secondOfficerId" IS NOT NULL)`,
    [actor.personId],
  );
}

/** All there was and is for a resident of the committee's communities. NOT_FOUND for anyone else. */
export async function findProxiesOf(
  deps: Pick<Deps, 'prisma' | 'pool' | 'clock'>,
  actor: Actor,
  personId: string,
): Promise<ProxyRow[]> {
  assertMay(actor, 'proxy.arrange');
  await residentOf(deps.prisma, actor, 'proxy.arrange', personId);
  return readProxies(deps, 'x."principalId" = $2::uuid AND x."proxyId" IS NOT NULL', [personId]);
}

/** What an officer vouched for and a second one has not confirmed yet; that of the actor themselves is not theirs to confirm. */
export async function findProxiesToConfirm(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
): Promise<ProxyRow[]> {
  assertMay(actor, 'proxy.arrange');
  return readProxies(
    deps,
    `principal."homeCommunityId" = ANY($2::uuid[]) AND ${live} AND NOT x."confirmedByPerson"
     AND x."secondOfficerId" IS NULL AND x."firstOfficerId" <> $3::uuid
     AND x."proxyId" <> $3::uuid AND x."principalId" <> $3::uuid`,
    [actor.membership?.communityIds ?? [], actor.personId],
  );
}

/** One proxy, for both sides and the committee of the principal. */
export async function findProxy(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<ProxyRow | null> {
  const [row] = await readProxies(deps, 'x.id = $2::uuid', [id]);
  if (!row) return null;
  if (row.proxyId === actor.personId || reaches(actor, 'proxy.arrange', { communityId: row.communityId }))
    return row;
  if (row.principalId !== personFor(actor, 'proxy.grant')) return null;
  return row.accepted || row.firstOfficerId !== null ? row : { ...row, proxyName: null, proxyId: null };
}

/** What others did for a person, latest first: for them, and for an officer of their community with `personId`. Both names stand in it. */
export async function findActsFor(
  deps: Pick<Deps, 'prisma' | 'pool'>,
  actor: Actor,
  personId: string | null,
): Promise<HistoryRow[]> {
  const subject = personId ?? assertPerson(actor, 'proxy.grant');
  if (personId !== null) await residentOf(deps.prisma, actor, 'proxy.arrange', personId);
  const { rows } = await deps.pool.query<HistoryRow>({
    name: 'acts-for',
    text: `
      SELECT h.id, h."subjectId", h.action, h."fromState", h."toState", NULL AS reason, h.at, h.capacity, h.channel,
        h."actorPersonId", h."onBehalfOfId", who."displayName" AS "actorName", whom."displayName" AS "onBehalfOfName"
      FROM "History" h
      LEFT JOIN "Person" who ON who.id = h."actorPersonId"
      LEFT JOIN "Person" whom ON whom.id = h."onBehalfOfId"
      WHERE h."onBehalfOfId" = $1 ORDER BY h.at DESC, h.id DESC LIMIT 50`,
    values: [subject],
  });
  return rows;
}
