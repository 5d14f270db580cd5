import type { IncomingMessage } from 'node:http';
import { isOwnOrigin } from '~/server/realtime/origin';

/** Why a request is not let through to the pages: a status and a sentence. */
export interface RequestRefusal {
  readonly status: number;
  readonly text: string;
}

/** The answer to a form or an operation that another site's page sent. */
export const foreignRefusal: RequestRefusal = {
  status: 403,
  text: 'Changes are taken from pages of this site alone.',
};

/** Bytes of a form as a page sends it. */
export const formBytes = 1024 * 1024;

/** Takes spreadsheets: reads them as a stream, by a limit of its own, once it knows who sends them. */
const uploadPage = /^\/committee\/import(\.data)?$/;

/**
 * Judges a request for a page by its head alone: an address that is none, a form that another site's page sent, a body that is
 * too long or does not say how long it is. Null when nothing speaks against it.
 */
export function refusalOfRequest(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  publicUrl: string,
): RequestRefusal | null {
  const path = request.url?.split('?', 1)[0] ?? '/';
  if (!isDecodable(path)) return { status: 400, text: 'This address cannot be read.' };
  if (isForeignChange(request, publicUrl)) return foreignRefusal;
  if (uploadPage.test(path)) return null;
  if ('transfer-encoding' in request.headers || Number(request.headers['content-length'] ?? 0) > formBytes) {
    return { status: 413, text: `A form is at most ${formBytes} bytes and names its length.` };
  }
  return null;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether another site's page asks for a change, in a form or of the API: its cookies would come along. Browsers say where it
 * comes from, by `Origin` or, the newer ones, by `Sec-Fetch-Site`; other programs say neither.
 */
export function isForeignChange(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  publicUrl: string,
): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  const from = headers['sec-fetch-site'];
  return from === 'cross-site' || from === 'same-site' || !isOwnOrigin({ headers }, publicUrl);
}
