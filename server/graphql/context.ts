import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';

export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** Cookies a mutation sets; the adapter that answers the request copies them into its response. */
export interface ResponseCookies {
  /** Adds one Set-Cookie header value. */
  append(setCookie: string): void;
}

/** What every resolver gets: the process's parts, who asks, and how to answer them. */
export interface Context {
  readonly deps: Deps;
  readonly actor: Actor;
  readonly locale: Locale;
  readonly requestId: string;
  /** The network address rate limits count by; never logged. */
  readonly clientAddress: string;
  readonly userAgent: string | null;
  readonly cookies: ResponseCookies;
}

/** Who asks, read once a request proves fit to run. Cookies that its mutations set are on the response by themselves. */
export type ReadContext = () => Promise<Context>;
