import type { TadaDocumentNode } from 'gql.tada';
import type { DocumentNode } from 'graphql';
import { createContext, data, redirect, RouterContextProvider } from 'react-router';
import type { Locale } from '~/app/i18n/locale';

/** What an execution answers: GraphQL's own shape. `extensions.code` carries a code of the closed list of refusals. */
export interface PageResult {
  data?: Record<string, unknown> | null;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

/**
 * What the server hands to every page request. The server makes one with the request's session and passes it to
 * `createPageContext` of the page build; pages reach it through `api(context)` alone.
 */
export interface PageApi {
  /** Runs a document in process as the request's session. Cookies a mutation sets reach the response by themselves. */
  execute(document: DocumentNode, variables: Record<string, unknown>): Promise<PageResult>;
  /** From the cookie `linli_locale`, else Accept-Language (`zh*` is zh-CN, anything else en). */
  readonly locale: Locale;
  /** Elder mode: the cookie `linli_elder` is `1`, or it is unset and the account prefers it. */
  readonly elderMode: boolean;
  /** Up to where of the event log the page knows; what it shows live follows from here. Absent where nothing is followed. */
  readonly livePosition?: number;
  /** The nonce of this response's Content-Security-Policy. */
  readonly nonce: string;
  /** Shown on the error page, so that a person can name it to the operator. */
  readonly requestId: string;
  /** Logs what went wrong while a page was made; the visitor is told the request id only. */
  reportError(error: unknown): void;
}

const pageApi = createContext<PageApi>();

/** Called by the Node server through the build's entry module, which lives in another module graph. */
export function createPageContext(value: PageApi): RouterContextProvider {
  const context = new RouterContextProvider();
  context.set(pageApi, value);
  return context;
}

type PageContext = Readonly<Pick<RouterContextProvider, 'get'>>;

/** The request's facts: locale, elder mode, nonce, request id. */
export function pageFacts(context: PageContext): PageApi {
  return context.get(pageApi);
}

type Variables<V> = Record<string, never> extends V ? [variables?: V] : [variables: V];

/** The API as a loader or action uses it: typed answers; whatever is unexpected becomes a response of its own. */
export interface Api {
  query<Result, V>(document: TadaDocumentNode<Result, V>, ...variables: Variables<V>): Promise<Result>;
  mutate<Result, V>(document: TadaDocumentNode<Result, V>, ...variables: Variables<V>): Promise<Result>;
}

/** Gives a loader or action the API with the request's session. */
export function api(context: PageContext): Api {
  const page = pageFacts(context);
  async function run<Result, V>(
    document: TadaDocumentNode<Result, V>,
    ...[variables]: Variables<V>
  ): Promise<Result> {
    const result = await page.execute(document as DocumentNode, variables ?? {});
    if (result.errors?.length || !result.data) throw responseFor(result, page.requestId);
    return result.data as Result;
  }
  return { query: run, mutate: run };
}

/** Not signed in leads to the sign-in page; not found and not allowed look as the API made them; the rest is a 500. */
function responseFor(result: PageResult, requestId: string) {
  const code = result.errors?.[0]?.extensions?.code;
  if (code === 'NOT_SIGNED_IN') return redirect('/sign-in');
  if (code === 'NOT_FOUND') return data({ requestId }, { status: 404 });
  if (code === 'NOT_ALLOWED') return data({ requestId }, { status: 403 });
  if (code === 'TOO_MANY_ATTEMPTS') return data({ requestId }, { status: tooMany });
  return data({ requestId }, { status: 500 });
}

const tooMany = 429;

/** Whether what a query or mutation threw says that there were too many of its kind lately. */
export function isTooMany(problem: unknown): boolean {
  const init = typeof problem === 'object' && problem && 'init' in problem ? problem.init : null;
  return typeof init === 'object' && init !== null && 'status' in init && init.status === tooMany;
}

/** Ends a loader with the "not found" page; used when a query answers null. */
export function notFound(): never {
  throw data(null, { status: 404 });
}

/** Sends a visitor to sign in and back to where they were. */
export function signInFirst(url: URL): never {
  throw redirect(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
}
