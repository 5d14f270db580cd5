import type { Deps } from '~/server/deps';
import { countAttempt, forgiveAttempt } from '~/server/modules/identity/attempts';
import type { Actor } from '~/server/policy/actor';
import { assertPerson } from '~/server/policy/permissions';
import { Refused } from '~/server/policy/refusal';

/**
 * Does work that begins with a person's guess at a task's code. It is counted before it is looked at, so that guesses made
 * together count too, and taken back unless the code was wrong; TOO_MANY_ATTEMPTS once too many were. Outside the work's
 * transaction: the count stands when that is undone, and nobody waits for a second connection while holding one.
 */
export async function countingWrongCodes<Answer>(
  deps: Deps,
  actor: Actor,
  input: { task?: string | null | undefined; claim?: string | null | undefined },
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (input.claim || !input.task) return work();
  const subject = `${assertPerson(actor, 'attendance.self')}:${input.task}`;
  await countAttempt(deps, 'check_in_code', subject);
  let wrong = false;
  try {
    return await work();
  } catch (error) {
    wrong = error instanceof Refused && error.code === 'CODE_WRONG';
    throw error;
  } finally {
    if (!wrong) await forgiveAttempt(deps, 'check_in_code', subject);
  }
}
