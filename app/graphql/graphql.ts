import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '~/generated/graphql-env';

/** Writes a typed document against the committed schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; Date: string; JSON: unknown; ID: string };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
