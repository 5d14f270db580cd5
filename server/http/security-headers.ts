import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** Helmet with a Content-Security-Policy that lets only scripts with this response's nonce run. */
export function securityHeaders({ secure }: { secure: boolean }) {
  const nonces = new WeakMap<object, string>();
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${nonces.get(response)}'`],
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
    referrerPolicy: { policy: 'same-origin' },
  });
  return (request: IncomingMessage, response: ServerResponse, nonce: string): Promise<void> => {
    nonces.set(response, nonce);
    return new Promise((resolve, reject) => {
      apply(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve()));
    });
  };
}
