import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { InvalidInput, Refused } from '~/server/policy/refusal';
import { refusalSentence } from '~/server/policy/refusal-words';
import type { Context } from './context';

/**
 * What a caller learns of an error outside a result union: a refusal as its code and sentence, a malformed request as
 * GraphQL says it, anything else nothing but the request id. What nobody foresaw is logged here, once.
 */
export function toCallerError(
  error: unknown,
  context: Pick<Context, 'locale' | 'requestId' | 'actor'>,
  log: Logger,
): GraphQLError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const where = error instanceof GraphQLError ? { path: error.path, nodes: error.nodes } : {};
  if (cause instanceof Refused) {
    return new GraphQLError(refusalSentence(cause.code, context.locale), {
      ...where,
      extensions: { code: cause.code },
    });
  }
  if (cause instanceof InvalidInput) {
    return new GraphQLError('InvalidInput', {
      ...where,
      extensions: { code: 'INVALID_INPUT', issues: cause.issues },
    });
  }
  if (isForbiddenField(cause)) {
    const code = context.actor.personId === null ? 'NOT_SIGNED_IN' : 'NOT_ALLOWED';
    return new GraphQLError(refusalSentence(code, context.locale), { ...where, extensions: { code } });
  }
  // GraphQL's own words about a query or its variables.
  if (cause instanceof GraphQLError) return cause;
  log.error({ err: cause, requestId: context.requestId, path: where.path }, 'unexpected error');
  return new GraphQLError('Unexpected error.', {
    ...where,
    extensions: { code: 'UNEXPECTED', requestId: context.requestId },
  });
}

/** Thrown by the scope-auth plugin for a field whose scope the caller lacks. */
const isForbiddenField = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ForbiddenError';
