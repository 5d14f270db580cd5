import { createHash, randomBytes } from 'node:crypto';
import type { Settings } from '~/server/deps';
import { sessionLifetimeMs } from './rules';

/** A new session token: 256 random bits, base64url. Only its SHA-256 is ever stored. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a session token. */
export const hashSessionToken = (token: string): Buffer => createHash('sha256').update(token).digest();

type CookieSettings = Pick<Settings, 'secureCookies'>;

/** The name of the session cookie; the __Host- prefix binds it to this host over TLS. */
export const sessionCookieName = (settings: CookieSettings): string =>
  settings.secureCookies ? '__Host-linli_session' : 'linli_session';

const attributes = (settings: CookieSettings): string =>
  `Path=/; HttpOnly; SameSite=Lax${settings.secureCookies ? '; Secure' : ''}`;

/** The Set-Cookie value that keeps a browser signed in. */
export const sessionCookie = (settings: CookieSettings, token: string): string =>
  `${sessionCookieName(settings)}=${token}; Max-Age=${sessionLifetimeMs / 1000}; ${attributes(settings)}`;

/** The Set-Cookie value that ends it. */
export const clearedSessionCookie = (settings: CookieSettings): string =>
  `${sessionCookieName(settings)}=; Max-Age=0; ${attributes(settings)}`;

/** The session token in a Cookie header, or null. Anything that cannot be a token is not looked up. */
export function tokenFromCookies(settings: CookieSettings, header: string | null | undefined): string | null {
  const start = `${sessionCookieName(settings)}=`;
  for (const part of (header ?? '').split(';')) {
    const cookie = part.trim();
    if (!cookie.startsWith(start)) continue;
    const token = cookie.slice(start.length);
    return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
  }
  return null;
}
