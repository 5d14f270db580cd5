import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { encodeId, nilId, splitId, type EntityType } from '~/server/database/id';
import { may, type Action } from '~/server/policy/permissions';
import type { Context } from './context';

const capitalise = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The schema builder. Types live in each module's types.ts; this file knows none of them. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: false;
  AuthScopes: { signedIn: boolean; action: Action };
  Scalars: {
    ID: { Input: string; Output: string };
    /** An instant, ISO 8601 in UTC. */
    DateTime: { Input: Date; Output: Date };
    /** A calendar day, YYYY-MM-DD. */
    Date: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
    /** A file as base64 or, from a page of this process, as a source to stream from. */
    FileBytes: { Input: string | { open(): AsyncIterable<Uint8Array> }; Output: never };
  };
}>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, DataloaderPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: (context) => ({
      signedIn: context.actor.personId !== null,
      action: (action) => may(context.actor, action),
    }),
  },
  relay: {
    encodeGlobalID: (type, id) => encodeId(type as EntityType, String(id)),
    decodeGlobalID: (text) => {
      const found = splitId(text);
      return found ? { typename: found.type, id: found.id } : { typename: 'Need', id: nilId };
    },
    nodesQueryOptions: false,
  },
  errors: {
    defaultTypes: [],
    directResult: true,
    defaultUnionOptions: { name: ({ fieldName }) => `${capitalise(fieldName)}Result` },
  },
  // A page of 50 needs with their tasks and names costs about 2,000.
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 10,
    limit: { complexity: 20_000, depth: 12, breadth: 400 },
  },
});

builder.queryType({});
builder.mutationType({});
