import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendResponse } from '@remix-run/node-fetch-server';
import type { Deps } from '~/server/deps';
import { readCalendarFeed } from '~/server/modules/calendars/read-calendar-feed';
import { Refused } from '~/server/policy/refusal';
import { compressed } from './compress';
import type { RequestFacts } from './request-facts';

const folder = '/calendar/';

/** Everything below it is answered here, so that a mistyped address, a secret in it, reaches no page and no log. */
export const isCalendarPath = (path: string): boolean => path.startsWith(folder);

/**
 * Answers calendar programs: `/calendar/SECRET.ics`. The secret alone opens it; cookies count for nothing and none are set. Unknown,
 * revoked and no longer allowed look alike.
 */
export async function answerCalendar(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { clientAddress }: RequestFacts,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    // What is not read to its end would be taken for the next request.
    response.setHeader('Connection', 'close');
    return sendText(response, 405, 'A calendar is read by GET.');
  }
  const [, token = ''] = /^\/calendar\/([^/]+)\.ics$/.exec(path) ?? [];
  let calendar: string | null;
  try {
    calendar = await readCalendarFeed(deps, token, clientAddress);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'TOO_MANY_ATTEMPTS') throw error;
    response.setHeader('Retry-After', '900');
    return sendText(response, 429, 'Too many requests in a short time.');
  }
  if (calendar === null) return sendText(response, 404, 'There is no calendar at this address.');
  // Weak: it stands for the calendar whichever way it is packed.
  const tag = `W/"${createHash('sha256').update(calendar).digest('base64url')}"`;
  const headers = {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="linli.ics"',
    'Cache-Control': 'private, no-cache',
    'X-Robots-Tag': 'noindex',
    ETag: tag,
  };
  const isKnown = isTagIn(request.headers['if-none-match'], tag);
  const answer = new Response(isKnown ? null : calendar, { status: isKnown ? 304 : 200, headers });
  await sendResponse(response, isKnown ? answer : compressed(request, answer));
}

/** Whether a list of tags (RFC 9110, 13.1.2) names this one; weak and strong compare alike. */
export function isTagIn(list: string | undefined, tag: string): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, '');
  return list?.split(',').some((each) => each.trim() === '*' || opaque(each) === opaque(tag)) ?? false;
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(text);
}
