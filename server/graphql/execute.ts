import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createCompiledExecutor } from './compiled';
import type { Context } from './context';
import { toCallerError } from './errors';

export type Execute = (
  document: DocumentNode,
  variables: Record<string, unknown>,
  context: Context,
) => Promise<ExecutionResult>;

/** Runs our own pages' documents in process: checked when they are compiled, so neither parsed nor validated again. */
export function createExecute(schema: GraphQLSchema, log: Logger): Execute {
  const execute = createCompiledExecutor(schema);
  return async (document, variables, context) => {
    const result = await execute({ document, variableValues: variables, contextValue: context });
    return result.errors
      ? { ...result, errors: result.errors.map((error) => toCallerError(error, context, log)) }
      : result;
  };
}
