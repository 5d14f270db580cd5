/** One service on a certificate, as it is printed: each names who recorded it and who answers for that. */
export interface StatementLine {
  readonly record: string;
  readonly date: string;
  readonly activity: string;
  readonly place: string | null;
  readonly content: string | null;
  readonly minutes: number;
  readonly unit: string;
  readonly inCharge: string | null;
}

/** Everything the paper says; the bytes of its canonical JSON are what is signed. */
export interface Statement {
  readonly version: 1;
  readonly number: string;
  readonly holder: string;
  readonly issuer: string;
  readonly community: string;
  readonly issuedAt: string;
  readonly from: string;
  readonly until: string;
  readonly totalMinutes: number;
  readonly lines: readonly StatementLine[];
}

/** Year, community and running number: 2026-bk03-000012. */
export const certificateNumber = (year: number, slug: string, running: number): string =>
  `${year}-${slug}-${String(running).padStart(6, '0')}`;

export const totalOf = (lines: readonly { minutes: number }[]): number =>
  lines.reduce((sum, line) => sum + line.minutes, 0);

/** The community most of the service was in; of equals the one with the smaller id. It issues the certificate. */
export function issuingCommunity(lines: readonly { communityId: string; minutes: number }[]): string | null {
  const minutes = new Map<string, number>();
  for (const line of lines)
    minutes.set(line.communityId, (minutes.get(line.communityId) ?? 0) + line.minutes);
  const ranked = [...minutes].sort(([a, most], [b, other]) => other - most || (a < b ? -1 : 1));
  return ranked[0]?.[0] ?? null;
}

/** Enough of a name to compare it with the paper, and no more: 王** or M. L. */
export function initialsOf(name: string): string {
  const letters = [...new Intl.Segmenter().segment(name.trim())].map((part) => part.segment);
  if (/^\p{Script=Han}/u.test(name.trim()))
    return `${letters[0] ?? ''}${'*'.repeat(Math.max(letters.length - 1, 1))}`;
  return name
    .trim()
    .split(/\s+/u)
    .map((word) => `${[...new Intl.Segmenter().segment(word)][0]?.segment ?? ''}.`)
    .join(' ');
}

export type Verdict = 'valid' | 'unknown' | 'revoked' | 'altered' | 'wrong_key' | 'wrong_check';

/** What checking a certificate found out. */
export interface CheckFacts {
  /** A certificate with this number was issued here. */
  readonly known: boolean;
  /** The signature names a key and method of this installation. */
  readonly ownKey: boolean;
  /** The signature is that key's over these very words. */
  readonly signed: boolean;
  /** The words are those that were issued. */
  readonly sameWords: boolean;
  /** The check code on the paper, where the caller has it, is that of what was issued. */
  readonly sameCheck: boolean;
  /** The rows behind it still say what the words say. */
  readonly rowsAgree: boolean;
  readonly revoked: boolean;
  /** Every service on it still counts. */
  readonly recordsStand: boolean;
}

/** The answer to "is this genuine?". What was tampered with is said before what was revoked. */
export function verdictOf(facts: CheckFacts): Verdict {
  if (!facts.known) return 'unknown';
  if (!facts.ownKey) return 'wrong_key';
  if (!facts.sameWords || !facts.rowsAgree) return 'altered';
  if (!facts.signed) return 'wrong_key';
  if (!facts.sameCheck) return 'wrong_check';
  return facts.revoked || !facts.recordsStand ? 'revoked' : 'valid';
}
