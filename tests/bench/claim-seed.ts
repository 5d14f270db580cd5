import type { Pool } from 'pg';
import { hashSessionToken, newSessionToken } from '~/server/modules/identity/session-token';

/** Ids are numbered, so that a statement in pgbench can name a row by its number. */
export const personId = (number: number): string => numbered('8010', number);
export const taskId = (number: number): string => numbered('8012', number);

const numbered = (kind: string, number: number): string =>
  `00000000-0000-7000-${kind}-${String(number).padStart(12, '0')}`;

const communityId = numbered('8001', 1);
const organisationId = numbered('8002', 1);

/**
 * People with accepted terms and a session each, and open tasks of a need each that never overlap: an hour each, one after the
 * other. Answers the sessions' cookies, by person.
 */
export async function seedClaims(pool: Pool, size: { persons: number; tasks: number }): Promise<string[]> {
  await pool.query(
    `INSERT INTO "Community" (id, level, slug, name, "timeZone") VALUES ($1, 'community', 'bench', 'Bench', 'UTC')`,
    [communityId],
  );
  await pool.query(
    `INSERT INTO "Organisation" (id, kind, name, status, "communityId") VALUES ($1, 'social_organisation', 'Bench', 'verified', $2)`,
    [organisationId, communityId],
  );
  const id = (kind: string) => `('00000000-0000-7000-${kind}-' || lpad(i::text, 12, '0'))::uuid`;
  await pool.query(
    `INSERT INTO "Person" (id, "displayName") SELECT ${id('8010')}, 'Volunteer ' || i FROM generate_series(0, $1 - 1) i`,
    [size.persons],
  );
  await pool.query(
    `INSERT INTO "Consent" (id, "personId", purpose, "textVersion", form, "givenById")
     SELECT gen_random_uuid(), id, 'terms', '1', 'screen', id FROM "Person"`,
  );
  await pool.query(
    `INSERT INTO "Need" (id, number, kind, status, "communityId", "organisationId", title, summary, places, "updatedAt")
     SELECT ${id('8011')}, 'bench-' || i, 'activity', 'open', '${communityId}', '${organisationId}', 'Serve lunch', 'Warm meals', 1000000, now()
     FROM generate_series(0, $1 - 1) i`,
    [size.tasks],
  );
  await pool.query(
    `INSERT INTO "Task" (id, "needId", title, "startsAt", "endsAt", "maximumPlaces", "isOpen", "checkInSecret")
     SELECT ${id('8012')}, ${id('8011')}, 'Helper', now() + (i + 1) * interval '1 hour', now() + (i + 2) * interval '1 hour', 1000000, true, '\\x00'
     FROM generate_series(0, $1 - 1) i`,
    [size.tasks],
  );
  const cookies = await seedSessions(pool, size.persons);
  await pool.query('VACUUM ANALYZE');
  return cookies;
}

async function seedSessions(pool: Pool, persons: number): Promise<string[]> {
  const tokens = Array.from({ length: persons }, newSessionToken);
  await pool.query(`INSERT INTO "Account" (id, "personId") SELECT id, id FROM "Person"`);
  await pool.query(
    `INSERT INTO "Session" (id, "accountId", "tokenHash", "expiresAt")
     SELECT gen_random_uuid(), given.person, given.hash, now() + interval '1 day' FROM unnest($1::uuid[], $2::bytea[]) AS given (person, hash)`,
    [tokens.map((_, number) => personId(number)), tokens.map((token) => hashSessionToken(token))],
  );
  return tokens.map((token) => `linli_session=${token}`);
}

/** Takes every claim back, so that each round begins alike. Answers how many there were; throws when counts and claims differ. */
export async function resetClaims(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ claims: number; taken: number; counted: number }>(
    `SELECT (SELECT count(*)::int FROM "Claim") AS claims, (SELECT sum("takenPlaces")::int FROM "Task") AS taken,
       (SELECT sum("placesTaken")::int FROM "Need") AS counted`,
  );
  const { claims = 0, taken, counted } = rows[0] ?? {};
  if (claims !== taken || claims !== counted) {
    throw new Error(`Claims and counts differ: ${claims} claims, ${taken} and ${counted} places taken`);
  }
  await pool.query('DELETE FROM "Claim"');
  await pool.query('UPDATE "Task" SET "takenPlaces" = 0 WHERE "takenPlaces" <> 0');
  await pool.query('UPDATE "Need" SET "placesTaken" = 0 WHERE "placesTaken" <> 0');
  await pool.query('VACUUM ANALYZE "Claim", "Task", "Need"');
  return claims;
}
