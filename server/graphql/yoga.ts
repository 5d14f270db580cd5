import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention';
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection';
import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { useCompiledExecutor } from './compiled';
import type { Context } from './context';
import { toCallerError } from './errors';
import { limits } from './limits';

export interface YogaOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  /** Lets callers read the schema; off in production, where the committed schema stands for it. */
  readonly introspection: boolean;
}

/** The header a script on our own origin sends; a page on a foreign one cannot without a preflight, which is never granted. */
export const csrfHeader = 'x-linli-request';

/** The HTTP endpoint of the API. `server/app.ts` passes it each request with a ready `Context`. */
export function createGraphqlEndpoint({ schema, log, introspection }: YogaOptions) {
  return createYoga<Context>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    cors: false,
    batching: false,
    logging: false,
    plugins: [
      EnvelopArmorPlugin(limits.armor) as Plugin,
      useCSRFPrevention({ requestHeaders: [csrfHeader] }),
      ...(introspection ? [] : [useDisableIntrospection()]),
      useCompiledExecutor(schema),
      tellCallerErrors(log),
    ],
  });
}

/** Turns errors of an execution into what the caller may know; see `toCallerError`. */
function tellCallerErrors(log: Logger): Plugin {
  return {
    onExecute: ({ args }: { args: ExecutionArgs }) => ({
      onExecuteDone({ result, setResult }) {
        if (Symbol.asyncIterator in result || !result.errors) return;
        const context = args.contextValue as Context;
        setResult({ ...result, errors: result.errors.map((error) => toCallerError(error, context, log)) });
      },
    }),
  };
}
