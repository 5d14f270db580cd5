import { createAdapter as createPostgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as createRedisAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Server } from 'socket.io';
import { withAdvisoryLock } from '~/server/database/advisory-locks';

/** How several nodes know of each other's sockets. */
export interface BusOptions {
  readonly redisUrl?: string | undefined;
  /** Several nodes on one PostgreSQL. */
  readonly severalNodes?: boolean | undefined;
}

type Adapter = Parameters<Server['adapter']>[0];

/** A chosen bus, and how to let go of it. */
export interface Bus {
  readonly adapter: Adapter;
  close(): void;
}

/**
 * Redis streams where there is Redis, PostgreSQL where there are several nodes without it, else nothing. Events do not
 * travel on it: each node follows the log. It carries rooms and disconnects across nodes.
 */
export async function chooseBus(
  pool: Pool,
  log: Logger,
  { redisUrl, severalNodes }: BusOptions,
): Promise<Bus | null> {
  if (redisUrl) {
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
    redis.on('error', (error: Error) => log.warn({ err: error }, 'redis'));
    return {
      adapter: createRedisAdapter(redis, { streamName: 'linli:sockets', maxLen: 10_000 }),
      close: () => redis.disconnect(),
    };
  }
  if (severalNodes) {
    // Two nodes that make it at once would get in each other's way, IF NOT EXISTS or not.
    await withAdvisoryLock(pool, 'fill', () =>
      pool.query(
        `CREATE TABLE IF NOT EXISTS socket_io_attachments (
           id bigserial UNIQUE, created_at timestamptz DEFAULT now(), payload bytea)`,
      ),
    );
    const errorHandler = (error: Error) => log.warn({ err: error }, 'socket bus');
    return { adapter: createPostgresAdapter(pool, { errorHandler }), close: () => undefined };
  }
  return null;
}
