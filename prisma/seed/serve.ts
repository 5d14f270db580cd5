import type { Task } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { checkIn } from '~/server/modules/attendance/check-in';
import { checkOut } from '~/server/modules/attendance/check-out';
import { currentCode } from '~/server/modules/attendance/rules';
import { claimTask } from '~/server/modules/claims/claim-task';
import { confirmServiceRecord } from '~/server/modules/hours/confirm-service-record';
import { disputeServiceRecord } from '~/server/modules/hours/dispute-service-record';
import { verifyServiceRecord, verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { Refused } from '~/server/policy/refusal';
import { asPerson, asStaff, at, type Staff } from './acting';
import type { Random } from './random';

const minute = 60_000;
const hour = 60 * minute;

const after = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds);

/** Claims a task as a volunteer would; false when the rules say no (it overlaps, it is full). */
export async function tryClaim(deps: Deps, personId: string, taskId: string, moment: Date): Promise<boolean> {
  try {
    await claimTask(at(deps, moment), asPerson(personId), { task: taskId });
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** How far a demo record goes on its way. */
export type Fate = 'proposed' | 'confirmed' | 'verified' | 'disputed' | 'rejected' | 'absent';

/** Who runs a day and who looks at its hours. */
export interface DayStaff {
  readonly runs: Staff;
  readonly verifies: Staff;
}

/**
 * One past day of service, done by the use cases themselves at their own moments: volunteers claim, check in with the code,
 * are checked out by whoever runs the day; records then go as far as their fate says, and never past the present.
 */
export async function serveTask(
  deps: Deps,
  random: Random,
  task: Task,
  staff: DayStaff,
  helpers: readonly { readonly personId: string; readonly fate: Fate }[],
): Promise<void> {
  const now = deps.clock.now();
  for (const { personId, fate } of helpers) {
    const signedUp = after(task.startsAt, -Math.round(2 + random() * 40) * hour);
    if (!(await tryClaim(deps, personId, task.id, signedUp)) || fate === 'absent') continue;
    const recordId = await attend(deps, random, task, staff.runs, personId);
    if (recordId && fate !== 'proposed') await settle(deps, task, staff, { personId, recordId, fate }, now);
  }
}

async function attend(
  deps: Deps,
  random: Random,
  task: Task,
  runs: Staff,
  personId: string,
): Promise<string | null> {
  const claim = await deps.prisma.claim.findFirstOrThrow({
    where: { taskId: task.id, personId },
    select: { id: true },
  });
  const came = after(task.startsAt, Math.round(random() * 14 - 9) * minute);
  const left = after(task.endsAt, Math.round(random() * 12 - 4) * minute);
  if (left > deps.clock.now()) return null;
  const { digits } = currentCode(task.checkInSecret, came);
  await checkIn(at(deps, came), asPerson(personId), { task: task.id, code: digits });
  await checkOut(at(deps, left), asStaff(runs), { claim: claim.id });
  const record = await deps.prisma.serviceRecord.findFirst({
    where: { claimId: claim.id },
    select: { id: true },
  });
  return record?.id ?? null;
}

interface Settling {
  readonly personId: string;
  readonly recordId: string;
  readonly fate: Fate;
}

async function settle(deps: Deps, task: Task, staff: DayStaff, record: Settling, now: Date): Promise<void> {
  const { personId, recordId, fate } = record;
  const soon = (hours: number): Deps =>
    at(deps, new Date(Math.min(after(task.endsAt, hours * hour).getTime(), now.getTime())));
  await confirmServiceRecord(soon(3), asStaff(staff.runs), { record: recordId });
  const verifies = asStaff(staff.verifies);
  if (fate === 'verified') await verifyServiceRecords(soon(20), verifies, { records: [recordId] });
  if (fate === 'disputed') {
    const reason = 'I stayed half an hour longer to tidy up. / 我多留了半小时收拾场地。';
    await disputeServiceRecord(soon(6), asPerson(personId), { record: recordId, reason });
  }
  if (fate === 'rejected') {
    const reason = 'Entered twice by mistake. / 重复登记。';
    await verifyServiceRecord(soon(20), verifies, { record: recordId, approve: false, reason });
  }
}
