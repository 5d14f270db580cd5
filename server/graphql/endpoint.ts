import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Context } from './context';
import { createDocumentReader } from './documents';
import type { Execute } from './execute';
import { limits } from './limits';

export interface EndpointOptions {
  readonly schema: GraphQLSchema;
  /** The same function that pages run their documents by. */
  readonly execute: Execute;
  /** Lets callers read the schema; off in production, where the committed schema stands for it. */
  readonly introspection: boolean;
}

/** Who asks, read once a request proves fit to run. `cookies` are those that its mutations set. */
export type ReadContext = () => Promise<{ context: Context; cookies: readonly string[] }>;

/**
 * The HTTP endpoint of the API: GraphQL over HTTP (graphql.github.io/graphql-over-http), POST and JSON alone. A page of another
 * origin cannot send that without a preflight, which is never granted; forms and plain text are refused. What is refused
 * here has cost neither a statement nor a resolver.
 */
export function createGraphqlEndpoint({ schema, execute, introspection }: EndpointOptions) {
  const read = createDocumentReader(schema, { introspection });

  return async (
    request: IncomingMessage,
    response: ServerResponse,
    readContext: ReadContext,
  ): Promise<void> => {
    const type = acceptedType(request.headers.accept);
    const asked = await askedBy(request, type);
    if ('status' in asked) return refuse(response, asked, type ?? json);
    const document = read(asked.query);
    if ('errors' in document) return answer(response, type ?? json, document);
    const { context, cookies } = await readContext();
    const result = await execute(document.document, asked.variables, context, asked.operationName);
    if (cookies.length > 0) response.setHeader('Set-Cookie', cookies);
    answer(response, type ?? json, result);
  };
}

const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';
type ResponseType = typeof json | typeof graphqlJson;

interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | null;
}

/** A request that is no GraphQL request. */
interface Unfit {
  readonly status: 400 | 405 | 406 | 413 | 415;
  readonly message: string;
}

const unfit = (status: Unfit['status'], message: string): Unfit => ({ status, message });

/** What a request asks, or why it asks nothing. */
async function askedBy(request: IncomingMessage, type: ResponseType | null): Promise<Asked | Unfit> {
  const { headers } = request;
  if (Number(headers['content-length'] ?? 0) > limits.bodyBytes || headers['transfer-encoding']) {
    return unfit(413, `A request is at most ${limits.bodyBytes} bytes and names its length.`);
  }
  if (request.method !== 'POST') return unfit(405, 'Send a POST request.');
  if (type === null) return unfit(406, `The answer is ${json} or ${graphqlJson}.`);
  if (!isJson(headers['content-type'])) return unfit(415, `Send ${json} in UTF-8.`);
  const body = parseJson(await bodyOf(request));
  if (!isObject(body)) return unfit(400, 'The body is one JSON object.');
  const { query, variables, operationName, extensions } = body;
  if (typeof query !== 'string') return unfit(400, '"query" is a text.');
  if (variables != null && !isObject(variables)) return unfit(400, '"variables" is an object.');
  if (operationName != null && typeof operationName !== 'string')
    return unfit(400, '"operationName" is a text.');
  if (extensions != null && !isObject(extensions)) return unfit(400, '"extensions" is an object.');
  return { query, variables: variables ?? {}, operationName: operationName ?? null };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

/** Nothing but JSON: every other type of body is one that a foreign page's form may send. */
function isJson(contentType: string | undefined): boolean {
  const [type, ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((one) => one.startsWith('charset='));
  return type?.trim() === json && (charset === undefined || /^charset="?utf-?8"?$/.test(charset));
}

/** The type of answer that a caller takes; the first in their header, null when they take neither. */
function acceptedType(accept: string | undefined): ResponseType | null {
  for (const range of (accept ?? '*/*').toLowerCase().split(',')) {
    const type = range.split(';', 1)[0]?.trim();
    if (type === graphqlJson) return graphqlJson;
    if (type === json || type === 'application/*' || type === '*/*') return json;
  }
  return null;
}

function refuse(response: ServerResponse, { status, message }: Unfit, type: ResponseType): void {
  // What is not read to its end would be taken for the next request.
  if (status !== 400) response.setHeader('Connection', 'close');
  if (status === 405) response.setHeader('Allow', 'POST');
  send(response, status, type, { errors: [{ message }] });
}

/** Under the older media type a request that GraphQL itself refuses is answered with 200, as the specification has it. */
function answer(response: ServerResponse, type: ResponseType, result: ExecutionResult): void {
  send(response, type === graphqlJson && result.data === undefined ? 400 : 200, type, result);
}

function send(response: ServerResponse, status: number, type: ResponseType, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': text.length,
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
