import { defaultFieldResolver, GraphQLError, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { splitId } from '~/server/database/id';
import { idsOfActor } from '~/server/policy/actor';
import type { Refused, RefusalCode } from '~/server/policy/refusal';
import type { Context } from './context';

/** Refusals that say a caller reached for something that is not theirs to see or do. */
const accessRefusals: ReadonlySet<RefusalCode> = new Set([
  'NOT_FOUND',
  'NOT_ALLOWED',
  'NOT_SIGNED_IN',
  'IDENTITY_UNCHECKED',
  'ORGANISATION_NOT_VERIFIED',
]);

/**
 * Writes each attempt to read or change something that is not the caller's into the log: the operation, the ids that it named, who
 * asked. Pages, programs and `node` all pass here. Holds ids and closed values, like every line of the log.
 */
export function logRefusedAccess(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      field.resolve = watched(field.name, field.resolve ?? defaultFieldResolver);
    }
  }
  return schema;
}

type Resolve = GraphQLFieldResolver<unknown, Context>;

const watched =
  (operation: string, resolve: Resolve): Resolve =>
  async (root, args, context, info) => {
    try {
      const answer: unknown = await resolve(root, args, context, info);
      const reason = answer === null ? 'NOT_FOUND' : refusalIn(answer);
      if (reason) tell(context, operation, args, reason);
      return answer;
    } catch (error) {
      const reason = isForbidden(error) ? 'NOT_ALLOWED' : refusalIn(causeOf(error));
      if (reason) tell(context, operation, args, reason);
      throw error;
    }
  };

/** The errors plugin answers a refusal behind a proxy of its own, which is no instance of the class any more. */
function refusalIn(answer: unknown): RefusalCode | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { name, code } = answer as Partial<Refused>;
  return name === 'Refused' && code && accessRefusals.has(code) ? code : null;
}

const causeOf = (error: unknown): unknown =>
  error instanceof GraphQLError ? (error.originalError ?? error) : error;

/** Thrown by the scope-auth plugin for a field whose scope the caller lacks. */
const isForbidden = (error: unknown): boolean => error instanceof Error && error.name === 'ForbiddenError';

/** What names nothing reaches for nothing: a question about oneself that has no answer is none to be told of. */
function tell(
  { deps, actor, requestId }: Context,
  operation: string,
  args: unknown,
  reason: RefusalCode,
): void {
  const ids = idsIn(args);
  if (ids.length === 0 && reason === 'NOT_FOUND') return;
  deps.log.info({ operation, reason, ids, ...idsOfActor(actor), requestId }, 'refused access');
}

const mostIds = 10;

/** The ids in an operation's arguments, wherever they stand; what is no id may be anything, and stays out. */
function idsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return splitId(value) ? [value] : [];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return Object.values(value)
    .flatMap((item) => idsIn(item, depth + 1))
    .slice(0, mostIds);
}
