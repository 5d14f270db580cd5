import type { CalendarKind } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { liveStates } from '~/server/modules/claims/rules';
import { publicStatuses } from '~/server/modules/needs/rules';
import type { Actor } from '~/server/policy/actor';
import type { FeedTask } from './entry-of';
import { cancelledDays, mostEntries, pastDays } from './rules';

/**
 * The tasks that a feed of the actor tells of, soonest first: coming ones, those that ended lately, and what was called off lately. One
 * statement. The caller has asked whether the actor may.
 *
 * - person: the tasks of their own claims, each by the claim that goes on, else by the last one.
 * - organisation: what their unit has published, without private homes.
 * - community: what its board shows to everyone of open activities, there and below.
 */
export async function findFeedTasks(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
  kind: CalendarKind,
): Promise<FeedTask[]> {
  const now = deps.clock.now().getTime();
  const daysAgo = (days: number) => new Date(now - days * 86_400_000);
  const { rows } = await deps.pool.query<FeedTask>({
    name: `calendar-${kind}`,
    text: statements[kind],
    values: [subjectOf(actor, kind), daysAgo(pastDays[kind]), daysAgo(cancelledDays), mostEntries],
  });
  return rows;
}

const subjectOf = ({ personId, membership }: Actor, kind: CalendarKind): string | null => {
  if (kind === 'person') return personId;
  return (kind === 'organisation' ? membership?.organisationId : membership?.communityId) ?? null;
};

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

/** The claims that an own calendar shows a task by: the one that goes on, else the last. */
const ownClaims = `
  SELECT DISTINCT ON (c."taskId") c.id, c."taskId", c.state, c."stateSince",
    (SELECT array_agg(each.id) FROM "Claim" each WHERE each."taskId" = c."taskId" AND each."personId" = $1) AS all
  FROM "Claim" c
  WHERE c."personId" = $1 AND c."endsAt" > $2
  ORDER BY c."taskId", c.state IN (${quoted(liveStates)}) DESC, c."stateSince" DESC, c.id DESC`;

const ended = quoted(['withdrawn', 'declined', 'released', 'expired']);

const columns = `t.id AS "taskId", n.id AS "needId", n.kind, n."placeKind", n.title, t.title AS "taskTitle", n.bring, n."placeName",
  coalesce(community.name, '') AS community, unit.name AS organisation, t."startsAt", t."endsAt",
  (t."cancelledAt" IS NOT NULL OR n.status = 'cancelled') AS "isCancelled"`;

const names = `JOIN "Community" community ON community.id = n."communityId"
  LEFT JOIN "Organisation" unit ON unit.id = n."organisationId"`;

// Each change of a need, a task or a claim has its row in the history, which only grows.
const historyOf = (subject: string): string => `
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS changes, coalesce(max(h.at), n."createdAt") AS "changedAt" FROM "History" h WHERE ${subject}
  ) history`;

const ofNeed = `h."subjectType" = 'need' AND h."subjectId" = n.id`;

const published = `n."placeKind" <> 'private_home' AND n."publishedAt" IS NOT NULL AND t."endsAt" > $2
  AND (t."cancelledAt" IS NULL OR t."cancelledAt" > $3)
  AND NOT EXISTS (SELECT FROM "CareEntry" care WHERE care."needId" = n.id)`;

// $1 the person, unit or community; $2 tasks that ended later; $3 called off later; $4 how many.
const statements: Readonly<Record<CalendarKind, string>> = {
  person: `
WITH own AS MATERIALIZED (${ownClaims})
SELECT ${columns}, own.id AS "claimId", own.state AS "claimState", history.changes, history."changedAt"
FROM own
JOIN "Task" t ON t.id = own."taskId"
JOIN "Need" n ON n.id = t."needId"
${names}
${historyOf(`(${ofNeed}) OR (h."subjectType" = 'claim' AND h."subjectId" = ANY(own.all))`)}
WHERE own.state NOT IN (${ended}) OR own."stateSince" > $3
ORDER BY t."startsAt", t.id LIMIT $4`,
  organisation: `
SELECT ${columns}, NULL AS "claimId", NULL AS "claimState", history.changes, history."changedAt"
FROM "Need" n
JOIN "Task" t ON t."needId" = n.id
${names}
${historyOf(ofNeed)}
WHERE n."organisationId" = $1 AND n.status IN (${quoted(publicStatuses)}) AND ${published}
ORDER BY t."startsAt", t.id LIMIT $4`,
  community: `
SELECT ${columns}, NULL AS "claimId", NULL AS "claimState", history.changes, history."changedAt"
FROM "CommunityAncestor" below
JOIN "Need" n ON n."communityId" = below."communityId"
JOIN "Task" t ON t."needId" = n.id
${names}
${historyOf(ofNeed)}
WHERE below."ancestorId" = $1 AND n.kind = 'activity' AND n.status IN ('open', 'in_progress', 'cancelled')
  AND unit.status = 'verified' AND ${published}
ORDER BY t."startsAt", t.id LIMIT $4`,
};
