import type { Attendance } from '~/generated/prisma/client';
import { encodeId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { may, scopeFor } from '~/server/policy/permissions';
import { currentCode } from './rules';

export interface CheckInCode {
  readonly digits: string;
  /** What the QR says: opens the check-in page with the code filled in. */
  readonly url: string;
  readonly validUntil: Date;
}

/** The codes to show on site now, for the tasks whose day the actor runs; null for the others. In the order of the ids. */
export async function findCheckInCodes(
  deps: Pick<Deps, 'prisma' | 'clock' | 'settings'>,
  actor: Actor,
  taskIds: readonly string[],
): Promise<(CheckInCode | null)[]> {
  if (!may(actor, 'attendance.record')) return taskIds.map(() => null);
  const tasks = await deps.prisma.task.findMany({
    where: { id: { in: [...taskIds] }, need: { OR: scopeFor(actor, 'attendance.record') } },
    select: { id: true, checkInSecret: true },
  });
  const now = deps.clock.now();
  const codes = new Map(
    tasks.map(({ id, checkInSecret }) => {
      const code = currentCode(checkInSecret, now);
      const url = `${deps.settings.publicUrl}/check-in/${encodeId('Task', id)}?code=${code.digits}`;
      return [id, { ...code, url }];
    }),
  );
  return taskIds.map((id) => codes.get(id) ?? null);
}

/** Attendance of claims that the caller was already let read, in the order of the ids. */
export async function unsafeAttendanceOf(
  deps: Pick<Deps, 'prisma'>,
  claimIds: readonly string[],
): Promise<(Attendance | null)[]> {
  const rows = await deps.prisma.attendance.findMany({ where: { claimId: { in: [...claimIds] } } });
  const byClaim = new Map(rows.map((row) => [row.claimId, row]));
  return claimIds.map((id) => byClaim.get(id) ?? null);
}
