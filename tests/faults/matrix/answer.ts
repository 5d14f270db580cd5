import { parse, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Deps } from '~/server/deps';
import type { Context } from '~/server/graphql/context';
import { createExecute } from '~/server/graphql/execute';
import type { Actor } from '~/server/policy/actor';

/** Asks the API as somebody, from an address of its own, so that no limit of another question counts. */
export function asker(schema: GraphQLSchema, deps: Deps) {
  const execute = createExecute(schema, deps.log);
  const known = new Map<string, DocumentNode>();
  let address = 0;

  return async (actor: Actor, text: string, variables: object = {}): Promise<ExecutionResult> => {
    let document = known.get(text);
    if (!document) {
      document = parse(text);
      const problems = validate(schema, document);
      if (problems.length > 0)
        throw new Error(`${text}\n${problems.map((problem) => problem.message).join('\n')}`);
      known.set(text, document);
    }
    address += 1;
    const context: Context = {
      deps,
      actor,
      locale: 'en',
      requestId: 'test',
      clientAddress: `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`,
      userAgent: null,
      cookies: { append: () => undefined },
    };
    return execute(document, { ...variables }, context);
  };
}

/** An answer in one word: yes, null, some, none, or the code of a refusal. */
export function wordFor(result: ExecutionResult, operation: string): string {
  const [error] = result.errors ?? [];
  if (error) return String(error.extensions.code ?? `error: ${error.message}`);
  const value = result.data?.[operation];
  if (value === null || value === undefined) return 'null';
  // A file: its first line says what the columns are.
  if (typeof value === 'string') return value.trim().includes('\n') ? 'some' : 'none';
  if (Array.isArray(value)) return value.length > 0 ? 'some' : 'none';
  const { __typename, code, message, edges, verified, count, refused } = value as Record<string, unknown>;
  if (Array.isArray(edges)) return edges.length > 0 ? 'some' : 'none';
  if (verified === 0) return String((refused as { code: string }[])[0]?.code);
  if (count === 0) return String((refused as { refusal: { code: string } }[])[0]?.refusal.code);
  if (__typename === 'Refusal') return String(code);
  if (__typename === 'InvalidInput') return `invalid: ${String(message)}`;
  return 'yes';
}
