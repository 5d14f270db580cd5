import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Locale } from '~/server/graphql/context';

/** What a request says about itself, read once and passed to pages, the API and logs. */
export interface RequestFacts {
  readonly requestId: string;
  readonly locale: Locale;
  readonly cookies: ReadonlyMap<string, string>;
  readonly clientAddress: string;
  readonly userAgent: string | null;
}

export interface ProxyTrust {
  /** How many proxies in front of Linli write X-Forwarded-For; 0 believes no header. */
  readonly trustedProxies: number;
}

/** Reads a request's facts. A request id from outside is kept only from a trusted proxy. */
export function readRequestFacts(request: IncomingMessage, trust: ProxyTrust): RequestFacts {
  const cookies = parseCookies(request.headers.cookie);
  return {
    requestId:
      (trust.trustedProxies > 0 && one(request.headers['x-request-id'])?.slice(0, 64)) || randomUUID(),
    locale: negotiateLocale(cookies.get('linli_locale'), request.headers['accept-language']),
    cookies,
    clientAddress: clientAddressOf(request, trust),
    userAgent: request.headers['user-agent']?.slice(0, 200) ?? null,
  };
}

/** The address rate limits count by: what the outermost trusted proxy saw, else the socket's. */
export function clientAddressOf(request: IncomingMessage, { trustedProxies }: ProxyTrust): string {
  const hops = trustedProxies > 0 ? (one(request.headers['x-forwarded-for'])?.split(',') ?? []) : [];
  return hops.at(-trustedProxies)?.trim() || request.socket.remoteAddress || 'unknown';
}

/** RFC 6265 cookie pairs; the first of a name counts. */
export function parseCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (name !== '' && at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

/** The reader's language: their choice, else the first of Accept-Language that Linli speaks, else English. */
export function negotiateLocale(chosen: string | undefined, acceptLanguage: string | undefined): Locale {
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters
        .map((parameter) => parameter.trim())
        .find((parameter) => parameter.startsWith('q='));
      return { tag, weight: weight ? Number(weight.slice(2)) || 0 : 1 };
    })
    .filter(({ tag, weight }) => weight > 0 && /^(zh|en)(-|$)/.test(tag))
    .sort((a, b) => b.weight - a.weight)[0];
  return wanted?.tag.startsWith('zh') ? 'zh-CN' : 'en';
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
