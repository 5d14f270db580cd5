import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '~/generated/prisma/client';

export interface Database {
  /** The one pool of this process; hot paths run their single statements on it. */
  readonly pool: Pool;
  /** Prisma on the same pool, for everything that is not hot. */
  readonly prisma: PrismaClient;
  /** Ends the pool once every query under way has answered. */
  close(): Promise<void>;
}

/** Opens the process's one connection pool on `url`. Connections are made when first needed. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const pool = new Pool({
    connectionString: url,
    max: options.maxConnections ?? 16,
    application_name: 'linli',
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // A connection that breaks is replaced by the pool: while idle at the next use, while in use its query fails and says so.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
