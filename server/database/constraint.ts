/** A constraint of the database that refused a statement. */
export interface Violation {
  /** SQLSTATE, e.g. 23505 (unique), 23P01 (exclusion), 23514 (check). */
  readonly code: string;
  /** The constraint's name, where the driver says it. */
  readonly constraint: string | null;
}

const integrity = /^23[0-9A-Z]{3}$/;

/** Finds the constraint violation in an error of `pg` or of Prisma, whichever way it is wrapped; null for other errors. */
export function violationOf(error: unknown, depth = 0): Violation | null {
  if (typeof error !== 'object' || error === null || depth > 5) return null;
  const at = error as Record<string, unknown>;
  const code = [at.originalCode, at.code].find((value) => typeof value === 'string' && integrity.test(value));
  if (typeof code === 'string') return { code, constraint: constraintIn(at) };
  const inner = [at.cause, at.meta, at.driverAdapterError];
  for (const part of inner) {
    const found = violationOf(part, depth + 1);
    if (found) return found;
  }
  return null;
}

function constraintIn(at: Record<string, unknown>): string | null {
  if (typeof at.constraint === 'string') return at.constraint;
  const message = typeof at.originalMessage === 'string' ? at.originalMessage : at.message;
  return typeof message === 'string' ? (/constraint "([^"]+)"/.exec(message)?.[1] ?? null) : null;
}
