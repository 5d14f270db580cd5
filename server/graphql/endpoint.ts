import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ReadContext } from './context';
import type { Execute } from './execute';
import { limits } from './limits';
import { createYogaServer, isJson } from './yoga';

export interface EndpointOptions {
  readonly schema: GraphQLSchema;
  /** The same function that pages run their documents by. */
  readonly execute: Execute;
  /** Lets callers read the schema; off in production, where the committed schema stands for it. */
  readonly introspection: boolean;
}

/**
 * The HTTP endpoint of the API: GraphQL over HTTP (graphql.github.io/graphql-over-http), POST and JSON alone. Yoga answers;
 * a plain request with a document that Yoga has found fit before is run at once (docs/decisions/013).
 */
export function createGraphqlEndpoint({ schema, execute, introspection }: EndpointOptions) {
  const fit = new LRUCache<string, DocumentNode>({ max: limits.keptDocuments });
  const yoga = createYogaServer({
    schema,
    execute,
    introspection,
    onFit(document) {
      const text = document.loc?.source.body;
      if (text !== undefined && text.length <= limits.keptDocumentLength) fit.set(text, document);
    },
  });

  return async (
    request: IncomingMessage & { body?: string },
    response: ServerResponse,
    readContext: ReadContext,
  ): Promise<void> => {
    response.setHeader('Cache-Control', 'no-store');
    if (isTooLong(request)) return refuseLength(response);
    const type = plainType(request);
    if (type !== null) {
      request.body = await bodyOf(request);
      const asked = askedBy(request.body);
      const document = asked && fit.get(asked.query);
      if (document) {
        const result = await execute(document, asked.variables, await readContext(), asked.operationName);
        return send(response, type, result);
      }
    }
    // Yoga takes a body that was read already from `request.body`.
    await yoga(request, response, { readContext });
  };
}

function isTooLong({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) > limits.bodyBytes || 'transfer-encoding' in headers;
}

function refuseLength(response: ServerResponse): void {
  // What is not read to its end would be taken for the next request.
  response
    .writeHead(413, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    .end(`A request is at most ${limits.bodyBytes} bytes and names its length.`);
}

const responseTypes = ['application/json', 'application/graphql-response+json'] as const;
type ResponseType = (typeof responseTypes)[number];

/** The media type that a plain request is answered in; null for a request that is Yoga's to judge. */
function plainType({ method, headers }: IncomingMessage): ResponseType | null {
  if (method !== 'POST' || !isJson(headers['content-type'])) return null;
  const accept = headers.accept ?? '*/*';
  return accept === '*/*' ? responseTypes[0] : (responseTypes.find((type) => type === accept) ?? null);
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | null;
}

/** What a body asks; null where it is not of the usual shape. */
function askedBy(body: string): Asked | null {
  const parsed = parseJson(body);
  if (!isObject(parsed)) return null;
  const { query, variables = null, operationName = null, extensions = null } = parsed;
  if (typeof query !== 'string' || extensions !== null) return null;
  if (variables !== null && !isObject(variables)) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  return { query, variables: variables ?? {}, operationName };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Under the older media type a request that GraphQL itself refuses is answered with 200, as the specification has it. */
function send(response: ServerResponse, type: ResponseType, result: ExecutionResult): void {
  const text = Buffer.from(JSON.stringify(result));
  response.writeHead(type !== 'application/json' && result.data === undefined ? 400 : 200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': text.length,
  });
  response.end(text);
}
