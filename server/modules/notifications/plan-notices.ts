import type { DeliveryChannel, NoticeGroup } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import { insertRows } from '~/server/database/insert-rows';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { QuietHours } from '~/server/modules/communities/quiet-hours';
import { settingOf, settingSql } from '~/server/modules/communities/settings';
import { isReachedSql } from '~/server/modules/contact/reach';
import { zoneSql } from '~/server/modules/hours/zone-sql';
import { isUrgent, modesFor, planDeliveries, type ChannelModes } from './delivery-rules';
import { isNoticeKind } from './kinds';

/** A delivery, as the queue hears of it. */
export interface QueuedDelivery {
  readonly id: string;
  readonly channel: DeliveryChannel;
  readonly dueAt: Date;
  /** Goes before others that are due. */
  readonly isUrgent: boolean;
}

/** Hands deliveries to the queue in the transaction that writes them. */
export type Enqueue = (tx: Tx, deliveries: readonly QueuedDelivery[]) => Promise<void>;

/** So many are planned in one transaction. */
export const planBatch = 200;

/** What nobody could plan for so long stays in the app: old news does not pour out when the queue is back. */
export const tooOldToTellMs = 48 * 60 * 60_000;

/**
 * Decides over which channels new notices leave the app and writes their deliveries. A notice is planned once, whichever node gets to
 * it, in one transaction with its deliveries and their place in the queue; what was not planned is found again. Answers how many
 * notices were looked at.
 */
export async function planNotices(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  channels: readonly DeliveryChannel[],
  enqueue: Enqueue,
): Promise<number> {
  return deps.prisma.$transaction(
    async (tx) => {
      const now = deps.clock.now();
      const ids = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM "Notice" WHERE "plannedAt" IS NULL ORDER BY id LIMIT ${planBatch} FOR UPDATE SKIP LOCKED`;
      if (ids.length === 0) return 0;
      const rows = await tx.$queryRawUnsafe<Row[]>(
        toPlan,
        ids.map(({ id }) => id),
        now,
      );
      const planned = rows.flatMap((row) =>
        deliveriesOf(row, channels, now).map((delivery) => ({
          row: { id: newId(), noticeId: row.id, createdAt: now, ...delivery },
          isUrgent: isNoticeKind(row.kind) && isUrgent({ kind: row.kind, startsAt: row.startsAt, now }),
        })),
      );
      await insertRows(
        tx,
        'Delivery',
        planned.map(({ row }) => row),
      );
      await tx.$executeRaw`UPDATE "Notice" SET "plannedAt" = ${now} WHERE id = ANY(${ids.map(({ id }) => id)}::uuid[])`;
      await enqueue(
        tx,
        planned.map(({ row: { id, channel, dueAt }, isUrgent }) => ({ id, channel, dueAt, isUrgent })),
      );
      return ids.length;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly createdAt: Date;
  readonly startsAt: Date | null;
  readonly uselessFrom: Date | null;
  readonly timeZone: string;
  readonly isActive: boolean;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
  readonly ownQuiet: QuietHours | null;
  readonly quiet: unknown;
  readonly chosen: Partial<Record<NoticeGroup, ChannelModes>>;
}

/**
 * What decides about notices. Parameters: their ids, the present time. A notice of a whole need begins, for its reader, with the next of
 * their own tasks in it.
 */
const toPlan = `
SELECT notice.id, notice.kind, notice."createdAt",
  coalesce(task."startsAt", (
    SELECT min(own."startsAt") FROM "Claim" own JOIN "Task" t ON t.id = own."taskId"
    WHERE t."needId" = (notice.detail->>'needId')::uuid AND own."personId" = notice."personId" AND own."startsAt" > $2::timestamptz
  )) AS "startsAt",
  CASE notice.kind WHEN 'claim_offered' THEN claim."expiresAt" WHEN 'claim_reminder' THEN task."startsAt" END AS "uselessFrom",
  ${zoneSql('coalesce(person."homeCommunityId", need."communityId")')} AS "timeZone",
  person.status = 'active' AS "isActive",
  ${isReachedSql('email', 'person.id')} AS "hasEmail",
  ${isReachedSql('phone', 'person.id')} AS "hasPhone",
  (SELECT jsonb_build_object('from', "quietFrom", 'until', "quietUntil") FROM "NoticeHours" WHERE "personId" = person.id) AS "ownQuiet",
  ${settingSql('quietHours', 'coalesce(person."homeCommunityId", need."communityId")')} AS quiet,
  coalesce((
    SELECT jsonb_object_agg("group", jsonb_build_object('email', email, 'sms', sms, 'push', push))
    FROM "NoticeChoice" WHERE "personId" = person.id), '{}') AS chosen
FROM "Notice" notice
JOIN "Person" person ON person.id = notice."personId"
LEFT JOIN "Claim" claim ON claim.id = (notice.detail->>'claimId')::uuid
LEFT JOIN "Task" task ON task.id = coalesce((notice.detail->>'taskId')::uuid, claim."taskId")
LEFT JOIN "Need" need ON need.id = coalesce((notice.detail->>'needId')::uuid, task."needId")
WHERE notice.id = ANY($1::uuid[])
ORDER BY notice.id`;

function deliveriesOf(row: Row, channels: readonly DeliveryChannel[], now: Date) {
  const { kind, startsAt, uselessFrom, timeZone, chosen } = row;
  if (!row.isActive || !isNoticeKind(kind)) return [];
  if (now.getTime() - row.createdAt.getTime() > tooOldToTellMs) return [];
  const has: Readonly<Record<DeliveryChannel, boolean>> = {
    email: row.hasEmail,
    sms: row.hasPhone,
    push: false,
  };
  return planDeliveries({
    kind,
    now,
    timeZone,
    startsAt,
    uselessFrom,
    quiet: row.ownQuiet ?? settingOf('quietHours', row.quiet),
    channels: channels.filter((channel) => has[channel]),
    modes: modesFor(kind, chosen),
  });
}
