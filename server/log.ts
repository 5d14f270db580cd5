import { pino, type DestinationStream, type Logger } from 'pino';
import type { Environment } from './environment';

/**
 * Keys whose values never reach a log, wherever they stand in what is logged. Logs hold ids and closed values; this
 * catches what slips through.
 */
const PRIVATE =
  /^(.*(password|secret|token|cookie|authorization|privatejwk|signature|keyedhash)|code|pin|phone|email|address|door|building|birthdate|idnumber|lastfour|displayname|carenote|value|variables)$/i;

const DEEPEST = 6;

/** The process's logger: one JSON object a line on standard output, private values blacked out by key. */
export function createLog(
  environment: Pick<Environment, 'logLevel'>,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: environment.logLevel,
    base: null,
    formatters: { log: redact },
    serializers: { err: keep },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A copy without private values. */
export function redact(entry: Record<string, unknown>): Record<string, unknown> {
  return redactValue(entry, 0) as Record<string, unknown>;
}

function redactValue(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Error) return describeError(value);
  if (value instanceof Date) return value;
  if (depth >= DEEPEST) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      PRIVATE.test(key) ? '[private]' : redactValue(item, depth + 1),
    ]),
  );
}

/** What identifies a failure. Driver errors carry rows in their `detail`, so that stays out. */
function describeError(error: Error): Record<string, unknown> {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return { type: error.name, message: error.message, stack: error.stack, code, constraint, ...cause };
}

/** Pino would write its own picture of an error after ours. */
function keep(error: unknown): unknown {
  return error;
}
