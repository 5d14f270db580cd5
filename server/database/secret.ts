import { createHmac, hkdfSync } from 'node:crypto';
import type { Pool } from 'pg';
import { DatabaseUnavailableError } from './connect';

/** A key of 32 bytes for one purpose. Keys of different purposes tell nothing of one another or of the secret. */
export const keyFor = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `linli ${purpose}`, 32));

/** Tells, without giving it away, whether two secrets are the same. */
export const markOf = (secret: string): string =>
  createHmac('sha256', secret).update('linli backup').digest('hex').slice(0, 16);

/**
 * Marks a new database with the secret it is used with, and refuses to open it with another: phones would not be found and
 * the certificates' key not be opened, without a word. Call it after migrating.
 */
export async function claimSecret(pool: Pool, secret: string): Promise<void> {
  await pool.query(
    `INSERT INTO "Installation" (key, value, "updatedAt") VALUES ('secret', to_jsonb($1::text), now()) ON CONFLICT (key) DO NOTHING`,
    [markOf(secret)],
  );
  const { rows } = await pool.query<{ value: string }>(
    `SELECT value FROM "Installation" WHERE key = 'secret'`,
  );
  if (rows[0]?.value === markOf(secret)) return;
  throw new DatabaseUnavailableError(
    'This database was made with another SESSION_SECRET: set that one again; or, to go on with this one, run "npm run change-secret" (SECURITY.md says what it does).',
  );
}
