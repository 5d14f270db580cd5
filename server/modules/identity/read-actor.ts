import type { Capacity, Channel, MembershipRole } from '~/generated/prisma/enums';
import { gatherFor } from '~/server/database/gather';
import type { Deps } from '~/server/deps';
import { anonymous, type ActiveMembership, type Actor } from '~/server/policy/actor';
import { isProxyScope, type ProxyScope } from '~/server/policy/proxy-scope';
import { capacityOf, isProxyValid, sessionLifetimeMs, touchIntervalMs, type ProxyFacts } from './rules';
import { hashSessionToken } from './session-token';

type ActorDeps = Pick<Deps, 'pool' | 'clock'>;

/**
 * The actor behind a session token: who is signed in, under which identity, for whom. Unknown, expired, revoked and disabled
 * give the anonymous actor. Everything is read anew for each request, in one statement, so that an ended membership or
 * a revoked proxy counts at once. Also moves the session's last use and expiry forward, at most once a minute.
 */
export async function readActor(
  deps: ActorDeps,
  sessionToken: string | null,
  channel: Channel,
): Promise<Actor> {
  return sessionToken === null
    ? anonymous(channel)
    : readByHash(deps, hashSessionToken(sessionToken), channel);
}

/** The actor of a session that this request changed, read anew. */
export async function readActorAgain(
  deps: Pick<Deps, 'pool' | 'prisma' | 'clock'>,
  actor: Actor,
): Promise<Actor> {
  if (actor.sessionId === null) return anonymous(actor.channel);
  const session = await deps.prisma.session.findUnique({
    where: { id: actor.sessionId },
    select: { tokenHash: true },
  });
  return session ? readByHash(deps, Buffer.from(session.tokenHash), actor.channel) : anonymous(actor.channel);
}

async function readByHash(deps: ActorDeps, tokenHash: Buffer, channel: Channel): Promise<Actor> {
  const { row, now } = await findSession(deps, tokenHash);
  return row ? actorOf(row, channel, now) : anonymous(channel);
}

/** Requests that arrive together are looked up together; each sees what was committed before it arrived. */
const findSession = gatherFor((deps: ActorDeps) => ({
  most: 64,
  lanes: 1,
  async run(hashes: readonly Buffer[]): Promise<{ row: Row | undefined; now: Date }[]> {
    const now = deps.clock.now();
    const { rows } = await deps.pool.query<Row & { place: number }>({
      name: 'read-actors',
      text: actorStatement,
      values: [
        hashes,
        now,
        new Date(now.getTime() - touchIntervalMs),
        new Date(now.getTime() + sessionLifetimeMs),
      ],
    });
    const byPlace = new Map(rows.map((row) => [row.place, row]));
    return hashes.map((_, index) => ({ row: byPlace.get(index + 1), now }));
  },
}));

interface Row {
  sessionId: string;
  accountId: string;
  isOperator: boolean;
  personId: string;
  membershipId: string | null;
  role: MembershipRole | null;
  organisationId: string | null;
  organisationVerified: boolean | null;
  communityId: string | null;
  communityIds: string[] | null;
  onBehalfOfId: string | null;
  proxies:
    | (Omit<ProxyFacts, 'startsAt' | 'endsAt' | 'revokedAt'> &
        Record<'startsAt' | 'endsAt' | 'revokedAt', string | null> & { scope: string[] })[]
    | null;
}

function actorOf(row: Row, channel: Channel, now: Date): Actor {
  const powers = powersFor(row, now);
  const proxyCapacity = powers?.capacity ?? null;
  // Whoever acts for a relative or a ward does so as that person, not as a member of a unit.
  const keepsIdentity = proxyCapacity === null || proxyCapacity === 'officer';
  return {
    accountId: row.accountId,
    personId: row.personId,
    onBehalfOfId: powers ? row.onBehalfOfId : null,
    proxyScope: powers?.scope ?? [],
    ...(row.onBehalfOfId !== null && !powers ? { proxyEnded: true } : {}),
    capacity: proxyCapacity ?? 'self',
    channel,
    sessionId: row.sessionId,
    isOperator: row.isOperator,
    membership: keepsIdentity ? membershipOf(row) : null,
  };
}

/**
 * In which capacity and how far the person may act for the session's principal now: all that was given them at one time or another
 * and still holds. Null when there is none or they may not.
 */
function powersFor(row: Row, now: Date): { capacity: Capacity; scope: ProxyScope[] } | null {
  if (row.onBehalfOfId === null) return null;
  const valid = (row.proxies ?? []).filter((proxy) =>
    isProxyValid(
      {
        ...proxy,
        startsAt: new Date(proxy.startsAt ?? now),
        endsAt: proxy.endsAt === null ? null : new Date(proxy.endsAt),
        revokedAt: proxy.revokedAt === null ? null : new Date(proxy.revokedAt),
      },
      now,
    ),
  );
  const [first] = valid;
  if (!first) return null;
  const scope = new Set(valid.flatMap((proxy) => proxy.scope.filter(isProxyScope)));
  return { capacity: capacityOf(first.kind), scope: [...scope] };
}

function membershipOf(row: Row): ActiveMembership | null {
  if (row.membershipId === null || row.role === null || row.organisationId === null) return null;
  return {
    id: row.membershipId,
    role: row.role,
    organisationId: row.organisationId,
    organisationVerified: row.organisationVerified === true,
    communityId: row.communityId,
    communityIds: row.communityIds ?? [],
  };
}

/** What a committee reaches, beside a row `identity` with its `committeeOfId`. A grid belongs to the nearest committee above it. */
export const committeeReach = `ARRAY(
      SELECT c.id FROM "CommunityAncestor" below JOIN "Community" c ON c.id = below."communityId"
      WHERE below."ancestorId" = identity."committeeOfId" AND (below.depth = 0 OR (c.level = 'grid' AND NOT EXISTS (
        SELECT FROM "CommunityAncestor" nearer JOIN "Organisation" committee ON committee."committeeOfId" = nearer."ancestorId"
        WHERE nearer."communityId" = c.id AND nearer.depth < below.depth)))
      ORDER BY below.depth, c.id
    )`;

// Rows are looked up one by one (LATERAL … LIMIT 1), so that no plan reads a whole table for a guess of how many there are.
// $1 token hashes, $2 now, $3 touched before this counts as long ago, $4 the new expiry. Answers each session with the place of its
// hash in the list.
// A person that was merged is followed to the living one; memberships of an alias stay theirs.
// A committee that is not verified reaches no community.
// A session that another request is touching is left to it.
export const actorStatement = `
WITH RECURSIVE session AS MATERIALIZED (
  SELECT asked.place, s.id, s."accountId", s."membershipId", s."onBehalfOfId", s."lastSeenAt", a."personId", a."isOperator"
  FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (hash, place)
  CROSS JOIN LATERAL (
    SELECT * FROM "Session" WHERE "tokenHash" = asked.hash AND "revokedAt" IS NULL AND "expiresAt" > $2 LIMIT 1) s
  CROSS JOIN LATERAL (SELECT * FROM "Account" WHERE id = s."accountId" AND "disabledAt" IS NULL LIMIT 1) a
), chain AS (
  SELECT session.place, p.id, p."mergedIntoId", p.status, 0 AS depth
  FROM session CROSS JOIN LATERAL (SELECT * FROM "Person" WHERE id = session."personId" LIMIT 1) p
  UNION ALL
  SELECT chain.place, p.id, p."mergedIntoId", p.status, chain.depth + 1
  FROM chain CROSS JOIN LATERAL (SELECT * FROM "Person" WHERE id = chain."mergedIntoId" LIMIT 1) p
  WHERE chain.depth < 16
), living AS MATERIALIZED (
  SELECT place, id FROM chain WHERE "mergedIntoId" IS NULL AND status <> 'erased'
), touched AS (
  UPDATE "Session" SET "lastSeenAt" = $2, "expiresAt" = $4
  WHERE id IN (
    SELECT s.id FROM "Session" s
    WHERE s.id IN (SELECT session.id FROM session JOIN living USING (place) WHERE session."lastSeenAt" <= $3)
    FOR NO KEY UPDATE SKIP LOCKED)
)
SELECT session.place::int AS place, session.id AS "sessionId", session."accountId", session."isOperator", living.id AS "personId",
  identity.id AS "membershipId", identity.role, identity."organisationId", identity.verified AS "organisationVerified",
  identity."committeeOfId" AS "communityId",
  CASE
    WHEN identity."committeeOfId" IS NULL OR NOT identity.verified THEN NULL
    WHEN identity.role IN ('grid_worker', 'building_steward') THEN array_remove(ARRAY[identity."communityId"], NULL)
    ELSE ${committeeReach}
  END AS "communityIds",
  session."onBehalfOfId",
  (
    SELECT json_agg(json_build_object('kind', x.kind, 'scope', x.scope, 'confirmedByPerson', x."confirmedByPerson",
      'firstOfficerId', x."firstOfficerId", 'secondOfficerId', x."secondOfficerId",
      'startsAt', x."startsAt", 'endsAt', x."endsAt", 'revokedAt', x."revokedAt") ORDER BY x."startsAt", x.id)
    FROM "ProxyRelationship" x
    WHERE x."principalId" = session."onBehalfOfId"
      AND x."proxyId" IN (SELECT chain.id FROM chain WHERE chain.place = session.place)
  ) AS proxies
FROM session
JOIN living USING (place)
LEFT JOIN LATERAL (
  SELECT m.id, m.role, m."organisationId", m."communityId", o."committeeOfId", o.status = 'verified' AS verified
  FROM "Membership" m
  JOIN "Organisation" o ON o.id = m."organisationId"
  JOIN "Person" holder ON holder.id = m."personId"
  WHERE m.id = session."membershipId" AND m."endedAt" IS NULL
    AND (holder.id IN (SELECT chain.id FROM chain WHERE chain.place = session.place) OR holder."mergedIntoId" = living.id)
) identity ON true`;
