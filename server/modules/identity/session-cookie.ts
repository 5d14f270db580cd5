import type { Settings } from '~/server/deps';
import { sessionLifetimeMs } from './rules';
import { isSessionToken } from './session-token';

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

/** The session token among a request's cookies, or null. */
export function sessionTokenOf(
  cookies: ReadonlyMap<string, string>,
  settings: CookieSettings,
): string | null {
  const token = cookies.get(sessionCookieName(settings));
  return token !== undefined && isSessionToken(token) ? token : null;
}

/** The session token in a Cookie header, or null; for sockets, whose handshake carries the header as it came. */
export function tokenFromCookies(header: string | null | undefined, settings: CookieSettings): string | null {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return sessionTokenOf(cookies, settings);
}
