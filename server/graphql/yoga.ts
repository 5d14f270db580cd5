import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection';
import type { DocumentNode, ExecutionArgs, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Context, ReadContext } from './context';
import type { Execute } from './execute';
import { limits } from './limits';

export interface YogaOptions {
  readonly schema: GraphQLSchema;
  /** The same function that pages run their documents by. */
  readonly execute: Execute;
  /** Lets callers read the schema; off in production, where the committed schema stands for it. */
  readonly introspection: boolean;
  /** Hears of each document that proved fit to run. */
  readonly onFit: (document: DocumentNode) => void;
}

/**
 * GraphQL over HTTP by GraphQL Yoga: reads, validates within `limits`, and refuses. Who asks is read once a document proves
 * fit, so that what is refused costs neither a statement nor a resolver.
 */
export function createYogaServer({ schema, execute, introspection, onFit }: YogaOptions) {
  return createYoga<{ readContext: ReadContext }, Context>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    cors: false,
    batching: false,
    multipart: false,
    logging: false,
    context: ({ readContext }) => readContext(),
    plugins: [
      jsonAlone,
      EnvelopArmorPlugin(limits.armor) as Plugin,
      ...(introspection ? [] : [useDisableIntrospection()]),
      tellFitDocuments(onFit),
      runBy(execute),
    ],
  });
}

/** A page of another origin cannot send JSON without a preflight, which is never granted; forms and plain text it can. */
const jsonAlone: Plugin = {
  onRequest({ request, fetchAPI, endResponse }) {
    if (request.method !== 'POST')
      endResponse(new fetchAPI.Response('Send a POST request.', { status: 405, headers: { Allow: 'POST' } }));
    else if (!isJson(request.headers.get('content-type')))
      endResponse(new fetchAPI.Response('Send application/json in UTF-8.', { status: 415 }));
  },
};

/** Whether a body is JSON by its type: `application/json`, in UTF-8 if it names a charset. */
export function isJson(contentType: string | null | undefined): boolean {
  return /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(contentType?.trim() ?? '');
}

const tellFitDocuments = (onFit: YogaOptions['onFit']): Plugin => ({
  onValidate:
    ({ params }) =>
    ({ valid }) => {
      if (valid) onFit(params.documentAST as DocumentNode);
    },
});

const runBy = (execute: Execute): Plugin => ({
  onExecute: ({ setExecuteFn }) =>
    setExecuteFn(({ document, variableValues, contextValue, operationName }: ExecutionArgs) =>
      execute(document, variableValues ?? {}, contextValue as Context, operationName),
    ),
});
