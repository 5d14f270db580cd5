import { m } from '~/generated/messages/messages';
import type { Prisma } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { canonicalJson } from '~/server/modules/hours/canonical-json';
import { initialsOf, totalOf, verdictOf, type Statement, type StatementLine, type Verdict } from './rules';
import { checkCodeOf, examineSignature, statementOf, wordsOf } from './signing';

/**
 * The answer to "is this certificate genuine?". Says no more than the paper does, and nothing of what was not issued. Numbers can
 * be guessed, so that the full name and the services are told to those alone who have the paper.
 */
export interface CertificateCheck {
  readonly number: string;
  readonly valid: boolean;
  readonly verdict: Verdict;
  /** A service on it was corrected since: the other reason for being no longer valid. */
  readonly corrected: boolean;
  readonly holderInitials: string | null;
  /** As printed; null unless the caller has the paper. */
  readonly holderName: string | null;
  readonly issuingUnit: string | null;
  readonly issuedAt: Date | null;
  readonly totalMinutes: number | null;
  /** Days of the period, as signed. */
  readonly from: string | null;
  readonly until: string | null;
  readonly timeZone: string | null;
  /** Every service as printed; empty unless the caller has the paper. */
  readonly lines: readonly StatementLine[];
}

const withRecords = {
  lines: { include: { record: { select: { id: true, state: true, minutes: true } } } },
} as const;
type Stored = Prisma.CertificateGetPayload<{ include: typeof withRecords }>;

/**
 * Checks a certificate by its number, for anyone: the stored signature against the rows behind it, and, where the caller has
 * them, the check code on the paper and the signature on their copy against what was issued.
 */
export async function checkCertificate(
  deps: Pick<Deps, 'prisma' | 'pool'>,
  input: { number: string; signature?: string | null | undefined; check?: string | null | undefined },
): Promise<CertificateCheck> {
  const number = input.number.trim();
  const stored = await deps.prisma.certificate.findUnique({ where: { number }, include: withRecords });
  if (!stored) return answer(number, 'unknown');
  const presented = input.signature?.trim() || stored.signature;
  const [own, given] = [
    await examineSignature(deps, stored.signature),
    presented === stored.signature ? null : await examineSignature(deps, presented),
  ];
  const check = input.check?.trim() ? input.check.replace(/[^0-9a-z]/gi, '').toLowerCase() : null;
  const recordsStand = stored.lines.every((line) => line.record.state === 'verified');
  const verdict = verdictOf({
    known: true,
    ownKey: given?.ownKey ?? true,
    signed: given?.signed ?? true,
    sameWords: wordsOf(presented) === wordsOf(stored.signature),
    sameCheck: check === null || check === checkCodeOf(stored.signature),
    // What is kept here must be what this installation signed, or its words are worth nothing.
    rowsAgree: own.signed && rowsAgree(stored),
    revoked: stored.state === 'revoked',
    recordsStand,
  });
  const corrected = stored.state !== 'revoked' && !recordsStand;
  const found = answer(number, verdict, stored, corrected, await timeZoneOf(deps, stored.communityId));
  return check !== null || input.signature?.trim() ? withPaper(found, stored) : found;
}

/** Whether the rows still say what was signed. */
function rowsAgree(stored: Stored): boolean {
  const statement = statementOf(stored.signature);
  const rows = stored.lines.map(({ record }) => ({ record: record.id, minutes: record.minutes }));
  const lines = statement.lines.map(({ record, minutes }) => ({ record, minutes }));
  const sorted = (list: { record: string; minutes: number }[]) =>
    list.toSorted((a, b) => (a.record < b.record ? -1 : 1));
  return (
    statement.number === stored.number &&
    statement.totalMinutes === stored.totalMinutes &&
    totalOf(statement.lines) === statement.totalMinutes &&
    statement.issuedAt === stored.issuedAt.toISOString() &&
    canonicalJson(sorted(rows)) === canonicalJson(sorted(lines))
  );
}

function answer(
  number: string,
  verdict: Verdict,
  stored: Stored | null = null,
  corrected = false,
  timeZone: string | null = null,
): CertificateCheck {
  const genuine = verdict === 'valid' || verdict === 'revoked' ? stored : null;
  const statement: Statement | null = genuine && statementOf(genuine.signature);
  return {
    number,
    verdict,
    valid: verdict === 'valid',
    corrected,
    holderInitials: statement && initialsOf(statement.holder),
    issuingUnit: statement && statement.issuer,
    issuedAt: genuine && genuine.issuedAt,
    totalMinutes: genuine && genuine.totalMinutes,
    from: statement && statement.from,
    until: statement && statement.until,
    timeZone,
    holderName: null,
    lines: [],
  };
}

/** The same for somebody who has the paper. */
function withPaper(check: CertificateCheck, stored: Stored): CertificateCheck {
  if (check.issuedAt === null) return check;
  const { holder, lines } = statementOf(stored.signature);
  return { ...check, holderName: holder, lines };
}

/** Says the verdict in one sentence. */
export function checkSentence(check: CertificateCheck, locale: 'en' | 'zh-CN'): string {
  const words = {
    valid: m.records_certificate_valid,
    unknown: m.records_certificate_unknown,
    revoked: check.corrected ? m.records_certificate_corrected : m.records_certificate_revoked,
    altered: m.records_certificate_altered,
    wrong_key: m.records_certificate_wrong_key,
    wrong_check: m.records_certificate_wrong_check,
  };
  return words[check.verdict]({}, { locale });
}
