import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '~/generated/graphql-env';

/** A file that a page hands to the API of its own process, which streams it to where it is kept. */
export interface FileSource {
  open(): AsyncIterable<Uint8Array>;
}

/** Writes a typed document against the committed schema. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; Date: string; JSON: unknown; ID: string; FileBytes: string | FileSource };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
