import type { ClientBase, Pool } from 'pg';
import { advisoryLocks } from '~/server/database/advisory-locks';
import { feedClass, feedSubject, type Feed } from '~/server/modules/audit/feeds';

/** An event with its place in the log. */
export interface PublishedEvent {
  readonly position: number;
  readonly type: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly feeds: readonly string[];
  readonly payload: Readonly<Record<string, unknown>>;
}

type Row = Omit<PublishedEvent, 'position'> & { position: string };

/** What an event is called for the communities above the one it happened in, as the tree is now. */
const above = `ARRAY(
  SELECT DISTINCT 'below:' || up."ancestorId"
    FROM unnest(feeds) AS feed (name)
    JOIN "CommunityAncestor" up
      ON up."communityId" = CASE WHEN feed.name LIKE 'community:%' THEN substr(feed.name, 11)::uuid END
   WHERE up.depth > 0)`;

/** The feeds of some communities and of all that lie below others. Parameters: 3 feeds, 4 the communities whose `below:` is asked for. */
const asked = `($3::text[] || ARRAY(
  SELECT 'community:' || down."communityId" FROM "CommunityAncestor" down
   WHERE down."ancestorId" = ANY($4::uuid[]) AND down.depth > 0))`;

const columns = `position, type, "aggregateType", "aggregateId", feeds || ${above} AS feeds, payload`;
const fromRow = (row: Row): PublishedEvent => ({ ...row, position: Number(row.position) });

/** The channel on which a node tells the others that the log has grown. */
export const eventChannel = 'linli_events';

/** How many events one statement publishes or reads. */
export const pageSize = 500;

/**
 * Gives every committed event that has none its position, and tells all nodes. One node at a time, so that positions are
 * dense and a reader who has seen one has been able to see all below it. An event whose transaction is still open is
 * simply not there yet: it gets a later position once it commits, and holds nobody up. Within a batch the ids decide,
 * which are made in the order of the changes to one row. Answers how many were published.
 */
export async function publishBatch(client: ClientBase): Promise<number> {
  // One message, four statements: the third sees what the former holder of the lock committed.
  const results = (await client.query(`
    BEGIN;
    SELECT pg_advisory_xact_lock(${advisoryLocks.publishEvents});
    WITH batch AS (
      SELECT id, row_number() OVER (ORDER BY id) AS place
        FROM (SELECT id FROM "Event" WHERE position IS NULL ORDER BY id LIMIT ${pageSize}) waiting
    ), head AS (
      SELECT coalesce(max(position), 0) AS position FROM "Event"
    ), published AS (
      UPDATE "Event" event SET position = head.position + batch.place
        FROM batch, head WHERE event.id = batch.id
      RETURNING event.position
    )
    SELECT count(*)::int AS published,
           CASE WHEN count(*) > 0 THEN pg_notify('${eventChannel}', max(position)::text) END
      FROM published;
    COMMIT`)) as unknown as { rows: { published: number }[] }[];
  return results[2]?.rows[0]?.published ?? 0;
}

/** The position of the newest published event, 0 when there is none. */
export async function readHead(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ head: string }>(
    'SELECT coalesce(max(position), 0) AS head FROM "Event"',
  );
  return Number(rows[0]?.head ?? 0);
}

/** The next published events after a position, in order, at most a page. */
export async function readAfter(client: ClientBase, after: number): Promise<PublishedEvent[]> {
  const { rows } = await client.query<Row>({
    name: 'events-after',
    text: `SELECT ${columns} FROM "Event" WHERE position > $1 ORDER BY position LIMIT ${pageSize}`,
    values: [after],
  });
  return rows.map(fromRow);
}

/** The next events of some feeds after a position and up to another, in order, at most a page. */
export async function readFeedsAfter(
  pool: Pool,
  feeds: readonly Feed[],
  after: number,
  upTo: number,
): Promise<PublishedEvent[]> {
  const { rows } = await pool.query<Row>({
    name: 'events-of-feeds',
    text: `SELECT ${columns} FROM "Event" WHERE position > $1 AND position <= $2 AND feeds && ${asked}
            ORDER BY position LIMIT ${pageSize}`,
    values: [
      after,
      upTo,
      feeds,
      feeds.flatMap((feed) => (feedClass(feed) === 'below' ? (feedSubject(feed) ?? []) : [])),
    ],
  });
  return rows.map(fromRow);
}

/** The position of the oldest event that is still kept; 0 when the log is empty. */
export async function readOldest(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ oldest: string }>(
    'SELECT coalesce(min(position), 0) AS oldest FROM "Event"',
  );
  return Number(rows[0]?.oldest ?? 0);
}
