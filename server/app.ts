import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequest, sendResponse } from '@remix-run/node-fetch-server';
import { createRequestHandler, type RouterContextProvider } from 'react-router';
import type { Deps } from './deps';
import type { Context } from './graphql/context';
import { createGraphqlEndpoint } from './graphql/endpoint';
import { createExecute, type Execute } from './graphql/execute';
import { schema } from './graphql/schema';
import { answerCalendar, isCalendarPath } from './http/calendar-endpoint';
import { compressed } from './http/compress';
import { answerMachine, isMachinePath } from './http/machine-endpoint';
import { readRequestFacts, type ProxyTrust, type RequestFacts } from './http/request-facts';
import {
  foreignRefusal,
  isForeignChange,
  refusalOfRequest,
  type RequestRefusal,
} from './http/refuse-request';
import { answerSmsReply, isSmsReplyPath } from './http/sms-endpoint';
import { securityHeaders } from './http/security-headers';
import { readActor } from './modules/identity/read-actor';
import { sessionTokenOf } from './modules/identity/session-cookie';
import type { PageFacts, Pages } from './pages';

export interface AppOptions extends ProxyTrust {
  readonly deps: Deps;
  readonly pages: Pages;
  readonly introspection: boolean;
}

export interface App {
  /** Not listening yet: the process, or a test, chooses the port. */
  readonly server: Server;
  /** Runs a document with a context; the same function that pages use. */
  readonly execute: Execute;
  /** Stops taking requests and waits for those under way. */
  close(): Promise<void>;
}

/** HTTP in front of pages and API. Makes nothing of its own that a page and a resolver would not share. */
export function createApp({ deps, pages, trustedProxies, introspection }: AppOptions): App {
  const { log, settings } = deps;
  const execute = createExecute(schema, log);
  const answerGraphql = createGraphqlEndpoint({ schema, execute, introspection });
  const setSecurityHeaders = securityHeaders({ secure: settings.secureCookies });
  let closing = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?', 1)[0] ?? '/';
    const nonce = randomBytes(16).toString('base64');
    setSecurityHeaders(response, nonce);
    // Devices without a network set their clocks by it.
    response.setHeader('Date', deps.clock.now().toUTCString());
    if (path === '/healthz') return sendText(response, 200, 'alive');
    if (path === '/readyz') return sendReadiness(response);
    const facts = readRequestFacts(request, { trustedProxies });
    response.setHeader('X-Request-Id', facts.requestId);
    if (path === '/graphql') {
      if (isForeignChange(request, settings.publicUrl)) return refuse(response, foreignRefusal);
      const appendCookie = (cookie: string) => void response.appendHeader('Set-Cookie', cookie);
      return answerGraphql(request, response, () => contextOf(facts, 'api', appendCookie));
    }
    if (isMachinePath(path)) return answerMachine(deps, request, response, path, facts);
    if (isSmsReplyPath(path)) return answerSmsReply(deps, request, response, facts);
    if (isCalendarPath(path)) return answerCalendar(deps, request, response, path, facts);
    const refusal = refusalOfRequest(request, settings.publicUrl);
    if (refusal) return refuse(response, refusal);
    pages.serveFile(request, response, () => {
      answerPage(request, response, facts, nonce).catch((error: unknown) =>
        fail(response, facts.requestId, error),
      );
    });
  }

  async function answerPage(
    request: IncomingMessage,
    response: ServerResponse,
    facts: RequestFacts,
    nonce: string,
  ): Promise<void> {
    const cookies: string[] = [];
    const context = await contextOf(facts, 'web', (cookie) => cookies.push(cookie));
    const pageFacts: PageFacts = {
      execute: (document, variables) => execute(document, variables, context),
      locale: facts.locale,
      elderMode: facts.cookies.get('linli_elder') === '1',
      nonce,
      livePosition: deps.events.position,
      requestId: facts.requestId,
      reportError: (error) => log.error({ err: error, requestId: facts.requestId }, 'page failed'),
    };
    const build = await pages.build();
    const { createPageContext } = build.entry.module as unknown as {
      createPageContext(facts: PageFacts): RouterContextProvider;
    };
    const handle = createRequestHandler(build, pages.mode);
    const answered = await handle(
      createRequest(request, response, { trustProxy: trustedProxies > 0, ...protocolOf(request) }),
      createPageContext(pageFacts),
    );
    const headers = new Headers(answered.headers);
    for (const cookie of cookies) headers.append('Set-Cookie', cookie);
    if (!headers.has('Cache-Control')) {
      const isPersonal = context.actor.accountId !== null || headers.has('Set-Cookie');
      headers.set('Cache-Control', isPersonal ? 'private, no-store' : 'private, no-cache');
    }
    await sendResponse(
      response,
      compressed(
        request,
        new Response(answered.body, { status: answered.status, statusText: answered.statusText, headers }),
      ),
    );
  }

  /** People come by the public address's protocol, though a proxy in front may speak another to us and not say so. */
  function protocolOf({ headers }: IncomingMessage): { protocol?: string } {
    const { host, protocol } = new URL(settings.publicUrl);
    return headers.host === host ? { protocol } : {};
  }

  /** The context of one request; the cookies its mutations set go to `appendCookie`. */
  async function contextOf(
    facts: RequestFacts,
    channel: 'web' | 'api',
    appendCookie: (cookie: string) => void,
  ): Promise<Context> {
    const actor = await readActor(deps, sessionTokenOf(facts.cookies, settings), channel);
    const { locale, requestId, clientAddress, userAgent } = facts;
    return { deps, actor, locale, requestId, clientAddress, userAgent, cookies: { append: appendCookie } };
  }

  async function sendReadiness(response: ServerResponse): Promise<void> {
    if (closing) return sendText(response, 503, 'closing');
    const ready = await deps.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    sendText(response, ready ? 200 : 503, ready ? 'ready' : 'no database');
  }

  function fail(response: ServerResponse, requestId: string, error: unknown): void {
    log.error({ err: error, requestId }, 'request failed');
    if (response.headersSent) response.destroy();
    else sendText(response, 500, `Something went wrong on our side. Request ${requestId}`);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => fail(response, randomUUID(), error));
  });
  server.requestTimeout = 60_000;

  return {
    server,
    execute,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
      await pages.close();
    },
  };
}

function refuse(response: ServerResponse, { status, text }: RequestRefusal): void {
  // What is not read to its end would be taken for the next request.
  response.setHeader('Connection', 'close');
  sendText(response, status, text);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(text);
}
