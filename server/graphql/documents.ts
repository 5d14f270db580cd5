import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { limits } from './limits';

/** What a query's text is: a document that may run, or what is wrong with it. */
export type ReadDocument = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/**
 * Parses and validates what callers send, within `limits`. Documents that come again are read once: they depend on nothing
 * but their text, and what costs by its variables is counted when it runs (builder.ts).
 */
export function createDocumentReader(
  schema: GraphQLSchema,
  { introspection }: { introspection: boolean },
): (text: string) => ReadDocument {
  const known = new Map<string, { document: DocumentNode }>();
  const rules: ValidationRule[] = [
    ...specifiedRules,
    maxAliasesRule({ n: limits.aliases }) as ValidationRule,
    maxDepthRule({ n: limits.depth }) as ValidationRule,
    maxDirectivesRule({ n: limits.directives }) as ValidationRule,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];

  return (text) => {
    const earlier = known.get(text);
    if (earlier) {
      // The longest unused stands first.
      known.delete(text);
      known.set(text, earlier);
      return earlier;
    }
    const read = readDocument(schema, text, rules);
    if ('document' in read && text.length <= limits.keptDocumentLength) {
      known.set(text, read);
      const [oldest] = known.keys();
      if (known.size > limits.keptDocuments && oldest !== undefined) known.delete(oldest);
    }
    return read;
  };
}

function readDocument(schema: GraphQLSchema, text: string, rules: readonly ValidationRule[]): ReadDocument {
  try {
    const document = parse(text, { maxTokens: limits.tokens });
    const errors = validate(schema, document, rules);
    return errors.length === 0 ? { document } : { errors: errors.map(withoutSuggestion) };
  } catch (error) {
    // The parser throws what it cannot read, and a limit's rule that it is passed.
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** GraphQL helps with misspelt names by naming what there is; that is the committed schema's to tell. */
const withoutSuggestion = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message.replace(/ ?Did you mean .+\?/g, ''), { nodes: error.nodes });
