import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** Sets a response's security headers; scripts of the page run only with its nonce. */
export type SetSecurityHeaders = (response: ServerResponse, nonce: string) => void;

const nonceMark = 'NONCE';

/** Helmet's headers with our Content-Security-Policy. They differ by the nonce alone, so helmet is asked once. */
export function securityHeaders({ secure }: { secure: boolean }): SetSecurityHeaders {
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", `'nonce-${nonceMark}'`],
        // Leaflet places its panes by style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    // Searches for people stand in addresses; no page, nor a proxy's log, hears more than the site they came from.
    referrerPolicy: { policy: 'strict-origin' },
  });
  const headers = headersSetBy(apply);
  return (response, nonce) => {
    for (const [name, value] of headers) response.setHeader(name, value.replace(nonceMark, nonce));
  };
}

/** What a middleware sets on every response alike. */
function headersSetBy(middleware: ReturnType<typeof helmet>): [string, string][] {
  const headers: [string, string][] = [];
  const response = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  };
  middleware({} as IncomingMessage, response as unknown as ServerResponse, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return headers;
}
