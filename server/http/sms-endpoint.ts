import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Deps } from '~/server/deps';
import { isWithinLimit } from '~/server/modules/identity/attempts';
import { sayBySms, type SmsAnswer, type SmsReply } from '~/server/modules/reminders/say-by-sms';
import { Refused } from '~/server/policy/refusal';
import type { RequestFacts } from './request-facts';

/** Bytes that a reply has at most. */
const replyBytes = 4 * 1024;

export const isSmsReplyPath = (path: string): boolean => path === '/api/messages/replies';

const Reply = z.object({
  id: z.string().min(1).max(200),
  from: z.string().max(40),
  text: z.string().max(1600),
});

/**
 * Takes what people reply to text messages from the installer's gateway: `Bearer` with the gateway's secret, JSON
 * `{ id, from, text }`, the id the gateway's own of that message: sent again it has no second effect. Answers what became of it, so that
 * the gateway may say so to the sender. Cookies count for nothing here.
 */
export async function answerSmsReply(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    return end(request, response, 405, { title: 'Send it by POST.' });
  }
  if (!isGateway(deps, request.headers.authorization ?? '')) {
    const isPatient = await isWithinLimit(deps, 'machine_refused', facts.clientAddress);
    return isPatient
      ? end(request, response, 401, { title: 'The secret is missing or wrong.' })
      : end(request, response, 429, { title: 'Too many requests in a short time.' });
  }
  const body = await readBody(request);
  if (body === null) return end(request, response, 413, { title: `At most ${replyBytes} bytes.` });
  const reply = Reply.safeParse(jsonOf(body));
  if (!reply.success) return end(request, response, 422, { title: 'Send JSON with id, from and text.' });
  const result = await sayOnce(deps, reply.data);
  if (result === null) return end(request, response, 409, { title: 'This id was another message’s.' });
  deps.log.info({ result, requestId: facts.requestId }, 'a reply by text message');
  end(request, response, 200, { result });
}

/** Null for an id that another message had. */
async function sayOnce(deps: Deps, reply: SmsReply): Promise<SmsAnswer | null> {
  try {
    return await sayBySms(deps, reply);
  } catch (error) {
    if (error instanceof Refused && error.code === 'IDEMPOTENCY_CONFLICT') return null;
    throw error;
  }
}

function isGateway({ settings }: Pick<Deps, 'settings'>, authorization: string): boolean {
  const [, given] = /^bearer\s+(.+)$/i.exec(authorization.trim()) ?? [];
  const { smsSecret } = settings;
  if (!smsSecret || !given) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(smsSecret));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > replyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function end(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  // What is not read to its end would be taken for the next request.
  if (!request.complete) response.setHeader('Connection', 'close');
  const type = status === 200 ? 'application/json' : 'application/problem+json';
  response
    .writeHead(status, { 'Content-Type': `${type}; charset=utf-8` })
    .end(JSON.stringify(status === 200 ? body : { type: 'about:blank', status, ...body }));
}
