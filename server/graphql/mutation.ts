import { createHash, createHmac } from 'node:crypto';
import type { InputRef, ObjectRef } from '@pothos/core';
import type { z } from 'zod';
import type { Actor } from '~/server/policy/actor';
import { parseInput } from '~/server/policy/parse-input';
import { InvalidInput, refuse, Refused } from '~/server/policy/refusal';
import { builder } from './builder';
import type { Context } from './context';
import './refusals';

type Types = typeof builder.$inferSchemaTypes;

export interface MutationOptions<Shape extends z.ZodType, Answer, Result> {
  readonly description: string;
  /** The GraphQL input type. */
  readonly input: InputRef<object>;
  /** False when `input` may be left out. */
  readonly inputRequired?: boolean;
  /** The Zod shape the input must fit; its output reaches `run`. */
  readonly schema: Shape;
  readonly type: ObjectRef<Types, Result>;
  /** For what ends a session's acting for somebody, or the session. */
  readonly evenIfProxyEnded?: boolean;
  /** Error classes, each a GraphQL object type, that are answers of this mutation beside Refusal and InvalidInput. */
  readonly alsoThrows?: (new (...args: never[]) => Error)[];
  /** The use case. Answers plain JSON, ids as a rule: it is what a repeat under the same idempotency key gets. */
  readonly run: (context: Context, input: z.output<Shape>) => Promise<Answer>;
  /** Reads what the mutation answers, scoped to the actor. */
  readonly load: (context: Context, answer: Answer) => Promise<Result> | Result;
}

/**
 * Adds `name(input, idempotencyKey): NameResult!` to the schema: parses the input, calls the use case, reads the answer.
 * Refusals and unfit input are answered as data; anything else is masked by the server.
 */
export function addMutation<Shape extends z.ZodType, Answer, Result>(
  name: string,
  options: MutationOptions<Shape, Answer, Result>,
): void {
  const types = [Refused, InvalidInput, ...(options.alsoThrows ?? [])] as (new () => Error)[];
  builder.mutationField(name, (t) =>
    t.field({
      type: options.type as ObjectRef<Types, object>,
      description: options.description,
      errors: { types },
      args: {
        input: t.arg({ type: options.input, required: options.inputRequired ?? true }),
        idempotencyKey: t.arg.string({
          description:
            "A key of the caller's choice, 8 to 100 characters. Repeats with the same input have one effect and equal answers.",
        }),
      },
      resolve: async (_root, args, context) => {
        // What was meant for somebody else is not done in one's own name.
        if (context.actor.proxyEnded && !options.evenIfProxyEnded) refuse('PROXY_ENDED');
        const input = parseInput(options.schema, args.input ?? {}, context.locale);
        const keyed = withIdempotency(context, name, args.idempotencyKey ?? null, args.input ?? {});
        return (await options.load(keyed, await options.run(keyed, input))) as object;
      },
    }),
  );
}

/** The same context, its actor carrying the mutation's key. Keys belong to an account, or to a network address for strangers. */
function withIdempotency(context: Context, operation: string, key: string | null, input: object): Context {
  if (key === null) return context;
  if (key.length < 8 || key.length > 100) {
    throw new InvalidInput([{ path: ['idempotencyKey'], message: 'server_idempotency_key_length' }]);
  }
  const scope =
    context.actor.accountId ??
    createHash('sha256')
      .update(`${context.deps.settings.secret}:${context.clientAddress}`)
      .digest('base64url');
  // Keyed: some inputs hold a password, and a plain hash of one can be searched for.
  const requestHash = createHmac('sha256', context.deps.settings.secret)
    .update(canonicalJson(input))
    .digest();
  const actor: Actor = { ...context.actor, idempotency: { scope, key, operation, requestHash } };
  return { ...context, actor };
}

/** JSON with the keys of every object sorted, so that equal inputs hash alike. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
