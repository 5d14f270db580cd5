import { expect, it } from 'vitest';
import { createTestDatabase } from '~/tests/setup/database';
import { waitFor } from '~/tests/helpers/wait-for';

const { pool } = await createTestDatabase();

it('a connection that breaks while it is in use fails its next query, and not the process', async () => {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await waitFor(
      async () =>
        (await pool.query('SELECT FROM pg_stat_activity WHERE pid = $1', [rows[0]?.pid])).rowCount === 0,
      'the connection to end',
    );
    await expect(client.query('SELECT 1')).rejects.toThrow();
  } finally {
    client.release(true);
  }
  await expect(pool.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
});
