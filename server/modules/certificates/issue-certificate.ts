import { newId } from '~/server/database/id';
import { inTransaction, type Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { zoneSql } from '~/server/modules/hours/zone-sql';
import { notify } from '~/server/modules/notifications/notify';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson, personFor, reachesOf } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { IssueCertificateInput } from './input';
import { certificateNumber, issuingCommunity, totalOf, type Statement, type StatementLine } from './rules';
import { signStatement } from './signing';

/**
 * Issues a certificate over the person's verified records of a period. The committee nearest to where most of the service was
 * issues it; each line names the unit that recorded it and its person in charge.
 * Everyone issues their own, over all they did. A committee issues one at the desk for a volunteer, over what they did with it;
 * refuses NOT_FOUND for who neither lives nor served there.
 */
export async function issueCertificate(
  deps: Deps,
  actor: Actor,
  input: IssueCertificateInput,
): Promise<{ id: string; number: string }> {
  assertMay(actor, 'certificate.issue');
  const self = personFor(actor, 'certificate.issue');
  const personId = input.person ?? assertPerson(actor, 'certificate.issue');
  return inTransaction(deps, actor, async (tx) => {
    const within = personId === self ? null : await communitiesOfDesk(tx, actor, personId);
    const lines = await verifiedLines(tx, personId, input, within);
    const communityId = issuingCommunity(lines) ?? refuse('NOTHING_VERIFIED');
    const issuer = await issuerOf(tx, communityId, input);
    const holder = await tx.person.findUniqueOrThrow({
      where: { id: personId },
      select: { displayName: true },
    });
    const now = deps.clock.now();
    const { from, until } = input;
    const statement: Statement = {
      version: 1,
      number: await nextNumber(tx, now.getUTCFullYear(), issuer.slug),
      holder: holder.displayName,
      issuer: issuer.unit,
      community: issuer.community,
      issuedAt: now.toISOString(),
      from,
      until,
      totalMinutes: totalOf(lines),
      lines: lines.map(({ communityId: _, ...line }) => line),
    };
    const certificate = await tx.certificate.create({
      data: {
        id: newId(),
        number: statement.number,
        personId,
        communityId,
        organisationId: issuer.unitId,
        issuedById: actor.personId ?? personId,
        periodStart: issuer.periodStart,
        periodEnd: issuer.periodEnd,
        totalMinutes: statement.totalMinutes,
        issuedAt: now,
        ...(await signStatement(tx, deps, statement)),
        lines: { createMany: { data: lines.map((line) => ({ recordId: line.record })) } },
      },
      select: { id: true, number: true },
    });
    await recordChange(tx, deps, actor, {
      type: 'certificate:issued',
      subjectType: 'certificate',
      subjectId: certificate.id,
      toState: 'valid',
      payload: { certificateId: certificate.id },
      feeds: [`person:${personId}`, `community:${communityId}`],
    });
    await notify(tx, personId, 'certificate_issued', { certificateId: certificate.id });
    return certificate;
  });
}

/** The communities whose records a committee certifies for somebody else. */
async function communitiesOfDesk(tx: Tx, actor: Actor, personId: string): Promise<readonly string[]> {
  if (!reachesOf(actor, 'certificate.issue').has('community')) refuse('NOT_FOUND');
  const communityIds = actor.membership?.communityIds ?? [];
  const inThem = { communityId: { in: [...communityIds] } };
  const person = await tx.person.findFirst({
    where: {
      id: personId,
      OR: [
        { homeCommunityId: inThem.communityId },
        { serviceRecords: { some: { ...inThem, state: 'verified' } } },
      ],
    },
    select: { id: true },
  });
  return person ? communityIds : refuse('NOT_FOUND');
}

type Line = StatementLine & { communityId: string };

/** Verified records, of some communities or of all, whose day in their community's calendar lies in the period. */
const verifiedLines = (
  tx: Tx,
  personId: string,
  period: IssueCertificateInput,
  within: readonly string[] | null,
): Promise<Line[]> =>
  tx.$queryRawUnsafe<Line[]>(
    `SELECT day.id AS record, to_char(day.date, 'YYYY-MM-DD') AS date, r."activityName" AS activity, r.place, r.content,
       r.minutes, o.name AS unit, p."displayName" AS "inCharge", r."communityId"
     FROM (
       SELECT id, ("startsAt" AT TIME ZONE ${zoneSql('served."communityId"')})::date AS date
       FROM "ServiceRecord" served WHERE "personId" = $1::uuid AND state = 'verified'
     ) day
     JOIN "ServiceRecord" r ON r.id = day.id
     JOIN "Organisation" o ON o.id = r."organisationId"
     LEFT JOIN "Person" p ON p.id = o."inChargePersonId"
     WHERE day.date BETWEEN $2::date AND $3::date AND ($4::uuid[] IS NULL OR r."communityId" = ANY($4::uuid[]))
     ORDER BY r."startsAt", r.id`,
    personId,
    period.from,
    period.until,
    within,
  );

interface Issuer {
  readonly slug: string;
  readonly community: string;
  readonly unitId: string;
  readonly unit: string;
  readonly periodStart: Date;
  readonly periodEnd: Date;
}

/** The nearest committee at or above a community, and the period's first and last instant in that community. */
async function issuerOf(tx: Tx, communityId: string, period: IssueCertificateInput): Promise<Issuer> {
  const [issuer] = await tx.$queryRawUnsafe<Issuer[]>(
    `SELECT c.slug, c.name AS community, o.id AS "unitId", o.name AS unit,
       $2::date::timestamp AT TIME ZONE zone.name AS "periodStart",
       ($3::date + 1)::timestamp AT TIME ZONE zone.name - interval '1 millisecond' AS "periodEnd"
     FROM "Community" c
     CROSS JOIN LATERAL (SELECT ${zoneSql('c.id')} AS name) zone
     JOIN "CommunityAncestor" a ON a."communityId" = c.id
     JOIN "Organisation" o ON o."committeeOfId" = a."ancestorId"
     WHERE c.id = $1::uuid ORDER BY a.depth LIMIT 1`,
    communityId,
    period.from,
    period.until,
  );
  return issuer ?? refuse('WRONG_STATE');
}

/** The next running number of a year and community. Certificates are never deleted, so the count is the last number. */
async function nextNumber(tx: Tx, year: number, slug: string): Promise<string> {
  const prefix = `${year}-${slug}-`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`certificate:${prefix}`}, 0))`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "Certificate"
    WHERE starts_with(number, ${prefix}) AND length(number) = ${prefix.length + 6}`;
  return certificateNumber(year, slug, (row?.count ?? 0) + 1);
}
