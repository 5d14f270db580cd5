import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import {
  type EntryContext,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router';
import { pageFacts } from './graphql/api';
import { withLocale } from './i18n/server-locale';

export { createPageContext } from './graphql/api';

/** How long a streamed answer may take before what is missing is given up. */
export const streamTimeout = 5_000;

/** Streams a page with the nonce of its Content-Security-Policy; a crawler gets it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (request.method === 'HEAD') return new Response(null, { status, headers });

  const { nonce, locale, reportError } = pageFacts(context);
  const ready = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady';
  return withLocale(
    locale,
    () =>
      new Promise<Response>((resolve, reject) => {
        let shellIsOut = false;
        const { pipe, abort } = renderToPipeableStream(
          <ServerRouter context={routerContext} url={request.url} nonce={nonce} />,
          {
            nonce,
            [ready]() {
              shellIsOut = true;
              const body = new PassThrough();
              resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
              pipe(body);
            },
            onShellError: reject,
            onError(error: unknown) {
              status = 500;
              if (shellIsOut) reportError(error);
            },
          },
        );
        const timer = setTimeout(abort, streamTimeout + 1_000);
        timer.unref();
      }),
  );
}

interface ErrorFacts {
  request: Request;
  context: Readonly<RouterContextProvider>;
}

/** Answers that were thrown on purpose are no errors; everything else goes to the log once. */
export function handleError(error: unknown, { request, context }: ErrorFacts): void {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) pageFacts(context).reportError(error);
}
