import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IntakeSource } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { isWithinLimit } from '~/server/modules/identity/attempts';
import { MachineInput, type MachineValues } from '~/server/modules/intake/input';
import {
  findSourceByToken,
  receiveFromMachine,
  SourceRevoked,
} from '~/server/modules/intake/receive-from-machine';
import { contactsIn } from '~/server/modules/contact/rules';
import { inOneLine } from '~/server/modules/intake/rules';
import { parseInput } from '~/server/policy/parse-input';
import { InvalidInput, Refused, type InputIssue } from '~/server/policy/refusal';
import type { RequestFacts } from './request-facts';

/** Bytes that a machine sends at most. */
export const machineBytes = 16 * 1024;

export const isMachinePath = (path: string): boolean => path === '/api/intake' || path === '/api/intake/sms';

/**
 * Answers what machines send: `/api/intake` takes JSON and answers the number, `/api/intake/sms` takes what SMS providers post and
 * answers nothing, as they want it. What is wrong is said as problem details (RFC 9457). Cookies count for nothing here.
 */
export async function answerMachine(
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  facts: RequestFacts,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  try {
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      throw new Problem(405, 'Send it by POST.');
    }
    const source = await sourceOf(deps, request, facts);
    const body = await readBody(request);
    const isSms = path.endsWith('/sms');
    const values = isSms ? smsOf(body, request) : machineOf(body, request);
    const { number, isNew } = await receiveFromMachine(deps, source, values);
    deps.log.info({ intakeSourceId: source.id, isNew, requestId: facts.requestId }, 'request from a machine');
    if (isSms) return void response.writeHead(200, { 'Content-Type': 'text/xml' }).end('<Response/>');
    sendJson(response, isNew ? 201 : 200, { number });
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    // What is not read to its end would be taken for the next request.
    if (!request.complete) response.setHeader('Connection', 'close');
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer, Basic realm="Linli"');
    if (problem.status === 429) response.setHeader('Retry-After', '60');
    const { status, message: title, issues } = problem;
    const body = { type: 'about:blank', title, status, ...(issues.length > 0 ? { errors: issues } : {}) };
    sendJson(response, status, body, 'application/problem+json');
  }
}

/** Why something is not taken: a status, a sentence, and which fields. */
class Problem extends Error {
  constructor(
    readonly status: number,
    title: string,
    readonly issues: readonly InputIssue[] = [],
  ) {
    super(title);
  }
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof SourceRevoked) return unknownToken();
  if (error instanceof InvalidInput)
    return new Problem(422, 'Some fields cannot be taken as they are.', error.issues);
  if (error instanceof Refused && error.code === 'TOO_MANY_ATTEMPTS')
    return new Problem(429, 'Too many requests in a short time.');
  return null;
}

const unknownToken = () => new Problem(401, 'The token is missing, unknown, taken back or run out.');

/** The machine behind `Bearer token`, or behind Basic authentication with the token as the password. */
async function sourceOf(
  deps: Deps,
  { headers }: IncomingMessage,
  { clientAddress }: RequestFacts,
): Promise<IntakeSource> {
  const token = tokenOf(headers.authorization ?? '');
  const source = token && token.length <= 200 ? await findSourceByToken(deps, token) : null;
  if (source) return source;
  if (!(await isWithinLimit(deps, 'machine_refused', clientAddress)))
    throw new Problem(429, 'Too many requests in a short time.');
  throw unknownToken();
}

function tokenOf(authorization: string): string | null {
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1) || null;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const tooLong = () => new Problem(413, `At most ${machineBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > machineBytes) throw tooLong();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > machineBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new Problem(400, 'The body is not a JSON object.');
}

const isJson = ({ headers }: IncomingMessage): boolean => /\bjson\b/.test(headers['content-type'] ?? '');

function machineOf(body: string, request: IncomingMessage): MachineValues {
  if (!isJson(request)) throw new Problem(415, 'Send JSON, and say so: Content-Type: application/json.');
  return parseInput(MachineInput, jsonOf(body), 'en');
}

/** Characters of a text message that are kept: as many as providers send in one. */
const longestSms = 1600;

/** A text message as Twilio posts it (From, Body, MessageSid), or with the plain names from, text, id. */
function smsOf(body: string, request: IncomingMessage): MachineValues {
  const fields: Record<string, unknown> = isJson(request)
    ? jsonOf(body)
    : Object.fromEntries(new URLSearchParams(body));
  const text = (...names: string[]): string => {
    const found = names.map((name) => fields[name]).find((value) => value !== undefined && value !== null);
    return typeof found === 'string' || typeof found === 'number' ? String(found).trim() : '';
  };
  const from = text('From', 'from');
  const said = text('Body', 'text');
  const isPhone = contactsIn(from).some(({ kind }) => kind === 'phone');
  return parseInput(
    MachineInput,
    {
      externalId: text('MessageSid', 'id'),
      subject: said
        .replace(/\s+/g, ' ')
        .slice(0, longestSms)
        // Half a character at the cut.
        .replace(/[\uD800-\uDBFF]$/, ''),
      // A sender that cannot be kept as a phone is kept as it came, so that somebody can call or look it up.
      ...(isPhone ? { phone: from } : { name: [...inOneLine(from)].slice(0, 50).join('') }),
    },
    'en',
  );
}

function sendJson(response: ServerResponse, status: number, body: object, type = 'application/json'): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(JSON.stringify(body));
}
