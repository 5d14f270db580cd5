import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';

// Random bytes for many ids at once: sixteen cost as much as thousands.
const entropy = Buffer.alloc(16 * 256);
let used = entropy.length;
const last = { msecs: 0, seq: 0 };

/** A new UUID v7: ordered by time, so that rows made together lie together in an index; later ids of a process are greater. */
export function newId(): string {
  if (used === entropy.length) {
    randomFillSync(entropy);
    used = 0;
  }
  const random = entropy.subarray(used, (used += 16));
  const now = Date.now();
  if (now > last.msecs) {
    last.msecs = now;
    // Leaves room to count up within the millisecond.
    last.seq = random.readUInt32LE() >>> 2;
  } else last.seq += 1;
  return v7({ random, ...last });
}

/** A new UUID v7 in SQL, for statements that write rows in a number known only to them. `at` is an SQL expression written in code. */
export const uuidV7Sql = (at: string): string => `encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM ${at}::timestamptz) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
    52, 1), 53, 1), 'hex')::uuid`;

/** What the API can name by id; the word stands before the UUID, e.g. `need_0198…`. */
export type EntityType =
  | 'Person'
  | 'Account'
  | 'Session'
  | 'Passkey'
  | 'PasskeyChallenge'
  | 'ContactPoint'
  | 'Membership'
  | 'Community'
  | 'Organisation'
  | 'Need'
  | 'Category'
  | 'Task'
  | 'Series'
  | 'Skill'
  | 'Claim'
  | 'HandOver'
  | 'ServiceRecord'
  | 'Dispute'
  | 'Certificate'
  | 'Import'
  | 'Intake'
  | 'CareNote'
  | 'EmergencyContact'
  | 'HelperRefusal'
  | 'HomeMagnet'
  | 'VisitAlert'
  | 'CareEntry'
  | 'CarePair'
  | 'CareVisit'
  | 'IntakeSource'
  | 'Delivery'
  | 'CalendarFeed'
  | 'Consent'
  | 'Proxy';

/** No row has it: what an id that cannot be read becomes, so that unknown, foreign and malformed ids look alike. */
export const nilId = '00000000-0000-0000-0000-000000000000';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const prefixOf = (type: string): string => type.charAt(0).toLowerCase() + type.slice(1);

/** The id that the API shows. */
export const encodeId = (type: EntityType, id: string): string => `${prefixOf(type)}_${id}`;

/** The UUID in an API id of that type, or `nilId`. */
export function decodeId(type: EntityType, text: string): string {
  const prefix = `${prefixOf(type)}_`;
  const id = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  return uuid.test(id) ? id : nilId;
}

/** Splits any API id into its type and UUID; null when it is not one. */
export function splitId(text: string): { type: string; id: string } | null {
  const at = text.indexOf('_');
  const id = text.slice(at + 1);
  if (at < 1 || !uuid.test(id)) return null;
  return { type: text.charAt(0).toUpperCase() + text.slice(1, at), id };
}

/** A Zod shape for an API id of one type: gives the UUID. */
export const idOf = (type: EntityType) =>
  z
    .string()
    .max(80)
    .transform((text) => decodeId(type, text));
