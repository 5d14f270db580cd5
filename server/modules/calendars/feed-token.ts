import { createHash, randomBytes } from 'node:crypto';

/** The secret in a feed's address: 192 random bits, base64url. Only its SHA-256 is ever stored. */
export const newFeedToken = (): string => randomBytes(24).toString('base64url');

/** Whether a text has the shape of a feed's secret; anything else is not worth looking up. */
export const isFeedToken = (text: string): boolean => /^[A-Za-z0-9_-]{32}$/.test(text);

/** What the database keeps of a feed's secret. */
export const hashFeedToken = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest());
