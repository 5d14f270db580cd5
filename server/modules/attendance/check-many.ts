import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import type { RefusalCode } from '~/server/policy/refusal';
import { checkInAttendee } from './check-in';
import { checkOutAttendee } from './check-out';
import { sourceOf, unsafeLockAttendees, vouchingRefusal, type Attendee } from './find-attendee';
import type { CheckInManyInput, CheckOutManyInput } from './input';

/** Who was checked in or out, and why each of the others was not. */
export interface CheckedMany {
  readonly done: string[];
  readonly refused: { claim: string; code: RefusalCode }[];
}

/** Checks several people in at once. Each is judged alone: one who cannot be checked in stops none of the others. */
export function checkInMany(deps: Deps, actor: Actor, input: CheckInManyInput): Promise<CheckedMany> {
  return eachOf(deps, actor, input.claims, (tx, attendee) =>
    checkInAttendee(tx, deps, actor, attendee, sourceOf(actor)),
  );
}

/** Checks several people out at once, all with the same break. Each is judged alone. */
export function checkOutMany(deps: Deps, actor: Actor, input: CheckOutManyInput): Promise<CheckedMany> {
  const how = { source: sourceOf(actor), breakMinutes: input.breakMinutes ?? 0 };
  return eachOf(deps, actor, input.claims, (tx, attendee) =>
    checkOutAttendee(tx, deps, actor, attendee, how),
  );
}

async function eachOf(
  deps: Deps,
  actor: Actor,
  claims: readonly string[],
  act: (tx: Tx, attendee: Attendee) => Promise<RefusalCode | null>,
): Promise<CheckedMany> {
  assertMay(actor, 'attendance.record');
  const ids = [...new Set(claims)];
  return inTransaction(deps, actor, async (tx) => {
    const attendees = await unsafeLockAttendees(tx, ids);
    const answers = new Map<string, RefusalCode | null>();
    for (const attendee of attendees)
      answers.set(attendee.claimId, vouchingRefusal(actor, attendee) ?? (await act(tx, attendee)));
    const answer: CheckedMany = { done: [], refused: [] };
    for (const claim of ids) {
      const code = answers.has(claim) ? (answers.get(claim) ?? null) : 'NOT_FOUND';
      if (code) answer.refused.push({ claim, code });
      else answer.done.push(claim);
    }
    return answer;
  });
}
