import type { Dispute, LedgerEntry, Prisma, ServiceRecord } from '~/generated/prisma/client';
import type { RecordState } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, may, personFor, reaches, scopeFor } from '~/server/policy/permissions';
import { unsafeFindRemarks } from './find-remarks';
import { confirmRefusal, disputeRefusal, isOwn, rejectRefusal, resolveRefusal, verifyRefusal } from './rules';
import { recordsFromBelow, recordsToVerify } from './verifying';

export interface RecordRow extends ServiceRecord {
  /** The actor gave a reason to open this one: names and attendance are read with it. */
  readonly opened?: boolean;
}

export interface RecordFilter {
  readonly person?: string | null;
  readonly organisation?: string | null;
  readonly community?: string | null;
  readonly state?: readonly RecordState[] | null;
  readonly from?: Date | null;
  readonly until?: Date | null;
  readonly mine?: boolean | null;
  readonly withRemarks?: boolean | null;
}

/**
 * The `where` of every record the actor may read: the own hours, those of the own organisation or community, and those from
 * communities below that wait for this committee or that the actor decided.
 */
async function readable(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<Prisma.ServiceRecordWhereInput> {
  const below = await recordsFromBelow(deps.prisma, actor);
  const decided: Prisma.ServiceRecordWhereInput[] =
    may(actor, 'record.verify') && actor.personId ? [{ verifierId: actor.personId }] : [];
  return { OR: [...scopeFor(actor, 'record.read'), { id: { in: below } }, ...decided] };
}

/** Records by id, in the order asked for; null where there is none or it is not the actor's to read. */
export async function findRecords(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  ids: readonly string[],
): Promise<(RecordRow | null)[]> {
  if (!may(actor, 'record.read')) return ids.map(() => null);
  const rows = await deps.prisma.serviceRecord.findMany({
    where: { AND: [{ id: { in: [...ids] } }, await readable(deps, actor)] },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

export interface RecordPage {
  readonly rows: RecordRow[];
  readonly hasNext: boolean;
  /** How many the whole list has. Asked for apart, since an export reads page after page and needs it on none of them. */
  totalCount(): Promise<number>;
  /** Minutes of the whole list without those rejected or replaced by a correction. */
  totalMinutes(): Promise<number>;
}

/** How many records a search for remarks looks through. */
const remarkHorizon = 1_000;

/** Records within the actor's reach, latest service first. `withRemarks` keeps those that something, or nothing, is said about. */
export async function listRecords(
  deps: Pick<Deps, 'prisma' | 'pool'>,
  actor: Actor,
  filter: RecordFilter,
  page: { first: number; after: string | null },
): Promise<RecordPage> {
  assertMay(actor, 'record.read');
  const where: Prisma.ServiceRecordWhereInput = { AND: [await readable(deps, actor), wish(actor, filter)] };
  if (typeof filter.withRemarks === 'boolean') {
    const candidates = await deps.prisma.serviceRecord.findMany({
      where,
      orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
      take: remarkHorizon,
      select: { id: true },
    });
    const ids = candidates.map((row) => row.id);
    const remarks = await unsafeFindRemarks(deps, ids);
    where.id = {
      in: ids.filter((_, index) => (remarks[index] ?? []).length > 0 === filter.withRemarks),
    };
  }
  const rows = await deps.prisma.serviceRecord.findMany({
    where,
    orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
    take: page.first + 1,
    ...(page.after ? { cursor: { id: page.after }, skip: 1 } : {}),
  });
  return {
    rows: rows.slice(0, page.first),
    hasNext: rows.length > page.first,
    totalCount: () => deps.prisma.serviceRecord.count({ where }),
    async totalMinutes() {
      const counted = await deps.prisma.serviceRecord.aggregate({
        where: { AND: [where, { state: { notIn: ['rejected', 'corrected'] } }] },
        _sum: { minutes: true },
      });
      return counted._sum.minutes ?? 0;
    },
  };
}

function wish(actor: Actor, filter: RecordFilter): Prisma.ServiceRecordWhereInput {
  const mine = filter.mine ? [{ personId: personFor(actor, 'record.read') ?? '' }] : [];
  return {
    AND: [
      ...mine,
      ...(filter.person ? [{ personId: filter.person }] : []),
      ...(filter.organisation ? [{ organisationId: filter.organisation }] : []),
      // A community with everything below it: records may lie in its grids.
      ...(filter.community ? [{ community: { ancestors: { some: { ancestorId: filter.community } } } }] : []),
      ...(filter.state ? [{ state: { in: [...filter.state] } }] : []),
      ...(filter.from ? [{ startsAt: { gte: filter.from } }] : []),
      ...(filter.until ? [{ startsAt: { lt: filter.until } }] : []),
    ],
  };
}

/** What the actor may do with each record, in the words of the API: confirm, verify, reject, dispute, resolve. */
export async function findRecordActions(
  deps: Pick<Deps, 'prisma'>,
  actor: Actor,
  records: readonly RecordRow[],
): Promise<string[][]> {
  const verifiable = await recordsToVerify(
    deps.prisma,
    actor,
    records.map((record) => record.id),
  );
  return records.map((record) => {
    const unit = actor.membership !== null && record.organisationId === actor.membership.organisationId;
    const committee = verifiable.has(record.id);
    const allowed: Record<string, boolean> = {
      confirm:
        unit &&
        may(actor, 'record.confirm') &&
        !confirmRefusal(record, actor, { minutes: null, reason: null }),
      verify: committee && !verifyRefusal(record, actor),
      reject: committee && !rejectRefusal(record, actor, 'any'),
      dispute:
        isOwn(actor, record) &&
        reaches(actor, 'record.dispute', { personId: record.personId }) &&
        !disputeRefusal(record),
      resolve: committee && !resolveRefusal(record, actor),
    };
    return Object.keys(allowed).filter((action) => allowed[action]);
  });
}

/** Disputes of records that the caller was already let read, first opened first. */
export async function unsafeDisputesOf(
  deps: Pick<Deps, 'prisma'>,
  recordIds: readonly string[],
): Promise<Dispute[][]> {
  const rows = await deps.prisma.dispute.findMany({
    where: { recordId: { in: [...recordIds] } },
    orderBy: { openedAt: 'asc' },
  });
  return recordIds.map((id) => rows.filter((row) => row.recordId === id));
}

/** Ledger entries of records that the caller was already let read. */
export async function unsafeLedgerOf(
  deps: Pick<Deps, 'prisma'>,
  recordIds: readonly string[],
): Promise<LedgerEntry[][]> {
  const rows = await deps.prisma.ledgerEntry.findMany({
    where: { recordId: { in: [...recordIds] } },
    orderBy: { index: 'asc' },
  });
  return recordIds.map((id) => rows.filter((row) => row.recordId === id));
}

/** The record that counts of each claim that the caller was already let read. */
export async function unsafeRecordsOfClaims(
  deps: Pick<Deps, 'prisma'>,
  claimIds: readonly string[],
): Promise<(RecordRow | null)[]> {
  const rows = await deps.prisma.serviceRecord.findMany({
    where: { claimId: { in: [...claimIds] }, state: { not: 'corrected' } },
    orderBy: { recordedAt: 'asc' },
  });
  const byClaim = new Map(rows.map((row) => [row.claimId, row]));
  return claimIds.map((id) => byClaim.get(id) ?? null);
}
