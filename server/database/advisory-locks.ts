import { Client, type Pool } from 'pg';

/** The locks that processes of one installation take on their database, by numbers that nothing else in it locks by. */
export const advisoryLocks = {
  migrate: 7_246_510_001,
  settleNeeds: 7_246_510_002,
  setUp: 7_246_510_003,
  signingKey: 7_246_510_004,
  fill: 7_246_510_005,
  closeUnjudged: 7_246_510_021,
  publishEvents: 5_014_201_337,
} as const;

export type AdvisoryLock = keyof typeof advisoryLocks;

/**
 * Does work that only one process of the installation may do at a time; the others wait their turn. The lock stands on a
 * connection of its own, so that it takes none of the pool's from the work, and is free again when its holder dies.
 */
export async function withAdvisoryLock<T>(
  pool: Pool,
  lock: AdvisoryLock,
  work: () => Promise<T>,
): Promise<T> {
  // Waiting for another process may take longer than a request may.
  const client = new Client({ ...pool.options, statement_timeout: 0, application_name: 'linli-lock' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLocks[lock]]);
    return await work();
  } finally {
    await client.end();
  }
}

/**
 * Does work on one thing that only one process of the installation may have in hand at a time, unless another has it;
 * answers whether it was done. The lock stands on a connection of its own, as above, and nobody waits for it.
 */
export async function unlessLocked(
  pool: Pool,
  { kind, id }: { kind: string; id: string },
  work: () => Promise<void>,
): Promise<boolean> {
  const client = new Client({ ...pool.options, application_name: 'linli-lock' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtext($1), hashtext($2)) AS mine',
      [kind, id],
    );
    if (!rows[0]?.mine) return false;
    await work();
    return true;
  } finally {
    await client.end();
  }
}
