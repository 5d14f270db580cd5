import type { IncomingMessage } from 'node:http';

/**
 * Whether a handshake may come from where it says: a browser names the page's origin, which must be Linli's own, because
 * browsers send cookies along with sockets opened by any page. Programs that are no browsers name none.
 */
export function isOwnOrigin(request: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const named = new URL(origin);
  return named.origin === new URL(publicUrl).origin || (host !== undefined && named.host === host);
}
