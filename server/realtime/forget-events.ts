import type { Pool } from 'pg';

/**
 * Deletes published events that happened before an instant, and answers how many. The newest always stays: the next position
 * is counted from it. Clients that were away longer are told to read everything anew.
 */
export async function forgetEvents(pool: Pool, before: Date): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; SET LOCAL linli.retention = 'on'`);
    const { rowCount } = await client.query(
      'DELETE FROM "Event" WHERE at < $1 AND position < (SELECT max(position) FROM "Event")',
      [before],
    );
    await client.query('COMMIT');
    return rowCount ?? 0;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
