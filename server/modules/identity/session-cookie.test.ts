import { describe, expect, it } from 'vitest';
import { clearedSessionCookie, sessionCookie, tokenFromCookies } from './session-cookie';
import { newSessionToken } from './session-token';

const plain = { secureCookies: false };
const overTls = { secureCookies: true };

describe('the session cookie', () => {
  it('is bound to this host over TLS and hidden from scripts', () => {
    const cookie = sessionCookie(overTls, newSessionToken());
    expect(cookie).toMatch(
      /^__Host-linli_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it('has its plain name without TLS', () => {
    expect(sessionCookie(plain, 'x')).toMatch(/^linli_session=x; .*SameSite=Lax$/);
    expect(clearedSessionCookie(plain)).toContain('linli_session=; Max-Age=0;');
  });

  it('is found among other cookies', () => {
    const token = newSessionToken();
    expect(tokenFromCookies(`linli_locale=en; linli_session=${token}; a=b`, plain)).toBe(token);
    expect(tokenFromCookies(`linli_session=${token}`, overTls)).toBeNull();
  });

  it('is not looked up when it cannot be a token', () => {
    expect(tokenFromCookies("linli_session=' OR 1=1", plain)).toBeNull();
    expect(tokenFromCookies(null, plain)).toBeNull();
    expect(tokenFromCookies('=; ;;linli_session', plain)).toBeNull();
  });
});
