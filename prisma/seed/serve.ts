import type { Task } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { checkIn } from '~/server/modules/attendance/check-in';
import { checkInMany, checkOutMany } from '~/server/modules/attendance/check-many';
import { checkOut } from '~/server/modules/attendance/check-out';
import { currentCode } from '~/server/modules/attendance/rules';
import { claimTask } from '~/server/modules/claims/claim-task';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { confirmServiceRecords } from '~/server/modules/hours/confirm-service-record';
import { disputeServiceRecord } from '~/server/modules/hours/dispute-service-record';
import { verifyServiceRecord, verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { Refused } from '~/server/policy/refusal';
import { asPerson, asStaff, at, type Staff } from './acting';
import type { Fate, Helper, Trace } from './fates';
import type { Random } from './random';

const minute = 60_000;
const hour = 60 * minute;

const after = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds);

/** Claims a task as a volunteer would; false when the rules say no (it overlaps, it is full). */
export const tryClaim = (deps: Deps, personId: string, taskId: string): Promise<boolean> =>
  isDone(claimTask(deps, asPerson(personId), { task: taskId }));

/** Joins the waitlist of a task as a volunteer would; false when the rules say no. */
export const tryJoin = (deps: Deps, personId: string, taskId: string): Promise<boolean> =>
  isDone(joinWaitlist(deps, asPerson(personId), { task: taskId }));

async function isDone(act: Promise<unknown>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** Claims a task for several people at one moment, in one statement. Answers how many got a place. */
export async function tryClaims(
  deps: Deps,
  personIds: readonly string[],
  taskId: string,
  moment: Date,
): Promise<number> {
  const then = at(deps, moment);
  const got = await Promise.all(personIds.map((personId) => tryClaim(then, personId, taskId)));
  return got.filter(Boolean).length;
}

/** Who runs a day and who looks at its hours. */
export interface DayStaff {
  readonly runs: Staff;
  readonly verifies: Staff;
}

/** Somebody who has a place, and how their day goes. */
interface Present extends Helper {
  readonly claimId: string;
  readonly came: Date;
  readonly left: Date;
}

/** A past day: its task, who ran it and who helped. */
export interface Day {
  readonly task: Task;
  readonly staff: DayStaff;
  readonly helpers: readonly Helper[];
}

/** So many days are lived through side by side. */
const lanes = 4;

/**
 * Past days of service, done by the use cases themselves at their own moments: volunteers claim, check in with the code or are
 * ticked off on the roster, and are checked out; records then go as far as their fate says, and never past the present. Who gets a
 * place and what enters the ledger goes day by day, so that the same seed gives the same demo.
 */
export async function serveDays(deps: Deps, random: Random, days: readonly Day[]): Promise<void> {
  const present = new Map<Day, Present[]>();
  for (const day of days) present.set(day, await signUp(deps, random, day));
  await inLanes(lanes, days, async (day) => {
    await arrive(deps, day.task, day.staff.runs, present.get(day) ?? []);
    await leave(deps, day.task, day.staff.runs, present.get(day) ?? []);
  });
  for (const day of days) await settle(deps, day.task, day.staff, present.get(day) ?? []);
}

/** Does something with every item, so many at a time. */
export async function inLanes<Item>(
  count: number,
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
}

/** The helpers who got a place and came. */
async function signUp(deps: Deps, random: Random, { task, helpers }: Day): Promise<Present[]> {
  const signedUp = after(task.startsAt, -Math.round(2 + random() * 40) * hour);
  const personIds = helpers.map(({ personId }) => personId);
  await tryClaims(deps, personIds, task.id, signedUp);
  const claims = await deps.prisma.claim.findMany({
    where: { taskId: task.id, state: 'confirmed' },
    select: { id: true, personId: true },
  });
  const claimOf = new Map(claims.map(({ id, personId }) => [personId, id]));
  return helpers.flatMap((helper): Present[] => {
    const claimId = claimOf.get(helper.personId);
    const [came, left] = hoursOf(random, task, helper.trace);
    const there = claimId !== undefined && helper.fate !== 'absent' && left <= deps.clock.now();
    return there ? [{ ...helper, claimId, came, left }] : [];
  });
}

/** When somebody comes and goes; who works overtime starts early and stays on. */
function hoursOf(random: Random, task: Task, trace: Trace): [came: Date, left: Date] {
  const [early, late] = [Math.round(random() * 14 - 9), Math.round(random() * 12 - 4)];
  return trace === 'overtime'
    ? [after(task.startsAt, -16 * minute), after(task.endsAt, (64 + late) * minute)]
    : [after(task.startsAt, early * minute), after(task.endsAt, late * minute)];
}

const startsWithCode = (helper: Helper): boolean => helper.trace !== 'staff';

const claimsOf = (present: readonly Present[]): string[] => present.map(({ claimId }) => claimId);

async function arrive(deps: Deps, task: Task, runs: Staff, present: readonly Present[]): Promise<void> {
  await Promise.all(
    present.filter(startsWithCode).map(({ personId, came }) => {
      const { digits } = currentCode(task.checkInSecret, came);
      return checkIn(at(deps, came), asPerson(personId), { task: task.id, code: digits });
    }),
  );
  const ticked = present.filter((helper) => !startsWithCode(helper));
  if (ticked.length > 0)
    await checkInMany(at(deps, task.startsAt), asStaff(runs), { claims: claimsOf(ticked) });
}

/** Those who leave by the code and those who stay on go at their own moments, everybody else is let go together. */
async function leave(deps: Deps, task: Task, runs: Staff, present: readonly Present[]): Promise<void> {
  for (const { personId, trace, left, claimId } of present) {
    if (trace === 'own') {
      const { digits } = currentCode(task.checkInSecret, left);
      await checkOut(at(deps, left), asPerson(personId), { task: task.id, code: digits });
    }
    if (trace === 'overtime') await checkOut(at(deps, left), asStaff(runs), { claim: claimId });
  }
  const together = present.filter(({ trace }) => trace === 'code' || trace === 'staff');
  const last = new Date(Math.max(...together.map(({ left }) => left.getTime())));
  if (together.length > 0) await checkOutMany(at(deps, last), asStaff(runs), { claims: claimsOf(together) });
}

/** What a record's next step looks at: whoever it belongs to and how far it goes. */
interface Settling {
  readonly recordId: string;
  readonly personId: string;
  readonly fate: Fate;
}

async function settle(deps: Deps, task: Task, staff: DayStaff, present: readonly Present[]): Promise<void> {
  const now = deps.clock.now().getTime();
  const soon = (hours: number): Deps =>
    at(deps, new Date(Math.min(after(task.endsAt, hours * hour).getTime(), now)));
  const rows = await deps.prisma.serviceRecord.findMany({
    where: { claimId: { in: claimsOf(present) } },
    select: { id: true, claimId: true },
  });
  const recordOf = new Map(rows.map(({ id, claimId }) => [claimId, id]));
  const records = present.flatMap(({ claimId, personId, fate }): Settling[] => {
    const recordId = recordOf.get(claimId);
    return recordId ? [{ recordId, personId, fate }] : [];
  });
  const idsOf = (some: readonly Settling[]) => some.map(({ recordId }) => recordId);
  const going = (...fates: Fate[]) => records.filter(({ fate }) => fates.includes(fate));

  const confirmed = going('confirmed', 'verified', 'disputed', 'rejected');
  if (confirmed.length === 0) return;
  await confirmServiceRecords(soon(4), asStaff(staff.runs), { records: idsOf(confirmed) });
  const verifies = asStaff(staff.verifies);
  const verified = going('verified');
  if (verified.length > 0) await verifyServiceRecords(soon(20), verifies, { records: idsOf(verified) });
  for (const { recordId, personId } of going('disputed')) {
    const reason = 'I had to leave half an hour early, this is too much. / 我提前半小时离开了，时长记多了。';
    await disputeServiceRecord(soon(6), asPerson(personId), { record: recordId, reason });
  }
  for (const { recordId } of going('rejected')) {
    const reason = 'Entered twice by mistake. / 重复登记。';
    await verifyServiceRecord(soon(20), verifies, { record: recordId, approve: false, reason });
  }
}
