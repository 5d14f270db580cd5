import { createHash, randomBytes } from 'node:crypto';

/** A new session token: 256 random bits, base64url. Only its SHA-256 is ever stored. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text has the shape of a token; anything else is not worth looking up. */
export const isSessionToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** What the database keeps of a session token. */
export const hashSessionToken = (token: string): Buffer => createHash('sha256').update(token).digest();
