import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createCompiledExecutor } from './compiled';
import type { Context } from './context';
import { toCallerError } from './errors';

export type Execute = (
  document: DocumentNode,
  variables: Record<string, unknown>,
  context: Context,
  operationName?: string | null,
) => Promise<ExecutionResult>;

/**
 * Runs valid documents: those of our own pages, checked when they are compiled, and those that the endpoint has checked.
 * Errors become what the caller may know.
 */
export function createExecute(schema: GraphQLSchema, log: Logger): Execute {
  const execute = createCompiledExecutor(schema);
  return async (document, variables, context, operationName = null) => {
    const result = await execute({
      document,
      variableValues: variables,
      contextValue: context,
      operationName,
    });
    return result.errors
      ? { ...result, errors: result.errors.map((error) => toCallerError(error, context, log)) }
      : result;
  };
}
