import {
  BREAK,
  type DocumentNode,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  type GraphQLSchema,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';

type Answer = ExecutionResult | Promise<ExecutionResult>;
type Arguments = Pick<
  ExecutionArgs,
  'document' | 'variableValues' | 'operationName' | 'contextValue' | 'rootValue'
>;

/** A document is compiled when it comes for this many-th time: compiling costs as much as a hundred runs. */
const compileAt = 3;

interface Known {
  seen: number;
  /** By operation name; null where it cannot be compiled. */
  readonly compiled: Map<string, CompiledQuery | null>;
}

/**
 * An executor for documents that come again and again, such as the board's: from the third time on a query runs as compiled
 * code instead of being interpreted. Mutations, and what cannot be compiled, run as usual. What was compiled lives as
 * long as its document does, so the parser's cache bounds both.
 */
export function createCompiledExecutor(schema: GraphQLSchema): (args: Arguments) => Answer {
  const documents = new WeakMap<DocumentNode, Known>();
  return (args) => {
    const compiled = compiledOf(schema, documents, args);
    return compiled
      ? compiled.query(args.rootValue, args.contextValue, args.variableValues ?? {})
      : (execute({ schema, ...args }) as Answer);
  };
}

function compiledOf(
  schema: GraphQLSchema,
  documents: WeakMap<DocumentNode, Known>,
  { document, operationName }: Arguments,
): CompiledQuery | null {
  const known = documents.get(document) ?? { seen: 0, compiled: new Map<string, CompiledQuery | null>() };
  known.seen += 1;
  documents.set(document, known);
  if (known.seen < compileAt) return null;
  const name = operationName ?? '';
  const earlier = known.compiled.get(name);
  if (earlier !== undefined) return earlier;
  const fresh = compile(schema, document, operationName ?? undefined);
  known.compiled.set(name, fresh);
  return fresh;
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): CompiledQuery | null {
  if (getOperationAST(document, operationName)?.operation !== 'query') return null;
  const compiled = compileQuery(schema, document, operationName, {
    disablingCapturingStackErrors: true,
    // Right where a field under @skip or @include is named by another fragment too; slower, so only where it matters.
    useExperimentalPathBasedSkipInclude: hasConditions(document),
  });
  return isCompiledQuery(compiled) ? compiled : null;
}

function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: () => {
      found = true;
      return BREAK;
    },
  });
  return found;
}
