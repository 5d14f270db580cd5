import type { ProxyKind } from '~/generated/prisma/enums';
import type { Capacity } from '~/generated/prisma/enums';

const minutes = 60_000;
const days = 24 * 60 * minutes;

/** A session lives this long after it was last used. */
export const sessionLifetimeMs = 30 * days;

/** A session's last use is written at most this often, so that reading pages writes next to nothing. */
export const touchIntervalMs = minutes;

/** A printed slip opens a first session within this time. */
export const slipLifetimeMs = 14 * days;

/** Wrong codes a slip survives; then it is void. */
export const slipAttempts = 5;

/** A WebAuthn challenge waits this long for its answer. */
export const challengeLifetimeMs = 5 * minutes;

/** The version of the terms that sign-up shows; stored with each consent. */
export const termsVersion = '2026-01';

/** Phones and e-mail addresses that one person keeps at most. */
export const mostContacts = 10;

/** Whether somebody can still sign in: with a passkey, or with a password beside a number or address to name themselves by. */
export const keepsWayIn = (left: {
  readonly hasPassword: boolean;
  readonly hasMemberNumber: boolean;
  readonly passkeys: number;
  readonly contacts: number;
}): boolean => left.passkeys > 0 || (left.hasPassword && (left.hasMemberNumber || left.contacts > 0));

/** Who may act for whom, as far as a decision needs it. */
export interface ProxyFacts {
  readonly kind: ProxyKind;
  readonly confirmedByPerson: boolean;
  readonly firstOfficerId: string | null;
  readonly secondOfficerId: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Whether a proxy may act now: confirmed by the person or by two different officers, begun, not ended, not revoked. */
export function isProxyValid(proxy: ProxyFacts, now: Date): boolean {
  const byTwoOfficers =
    proxy.firstOfficerId !== null &&
    proxy.secondOfficerId !== null &&
    proxy.firstOfficerId !== proxy.secondOfficerId;
  return (
    (proxy.confirmedByPerson || byTwoOfficers) &&
    proxy.revokedAt === null &&
    proxy.startsAt <= now &&
    (proxy.endsAt === null || proxy.endsAt > now)
  );
}

const capacities: Record<ProxyKind, Capacity> = {
  relative: 'proxy',
  neighbour: 'proxy',
  officer: 'officer',
  guardian: 'guardian',
};

/** In what capacity a proxy of this kind acts. */
export const capacityOf = (kind: ProxyKind): Capacity => capacities[kind];

/** The Luhn check digit of a row of digits. */
export function luhnDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .map(Number)
    .map((digit, place) => (place % 2 === 0 ? digit * 2 : digit))
    .reduce((total, part) => total + (part > 9 ? part - 9 : part), 0);
  return String((10 - (sum % 10)) % 10);
}

/** A member number: eight digits and a check digit, so that one read out wrong is noticed. */
export const memberNumberOf = (eightDigits: string): string => eightDigits + luhnDigit(eightDigits);

/** The member number in what somebody typed ("123 456-789"), or null. No telephone number Linli takes has nine digits. */
export function readMemberNumber(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{9}$/.test(digits) && memberNumberOf(digits.slice(0, 8)) === digits ? digits : null;
}

/** The one-time code in what somebody typed ("1234 5678"), or null. */
export function readSlipCode(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{8}$/.test(digits) ? digits : null;
}

/** The papers that somebody shows to have their identity checked. */
export const documentKinds = ['id_card', 'passport', 'residence_permit', 'other'] as const;

const common = new Set(
  `password password1 passw0rd qwertyuiop qwerty123 asdfghjkl 1q2w3e4r 1qaz2wsx iloveyou sunshine princess football baseball
  superman trustno1 welcome1 admin123 letmein1 abcd1234 a1234567 aa123456 woaini1314 5201314520 qq123456 11223344 12344321
  12341234 88888888 66668888 1234qwer zxcvbnm1 administrator computer whatever starwars`.split(/\s+/),
);

/** Whether a password is among the first that anyone would try: one character, a run, a known one, or the person's own words. */
export function isGuessable(password: string, ownWords: readonly string[] = []): boolean {
  const text = password.toLowerCase();
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)));
  const isRun = steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 9);
  const compact = text.replace(/[\s-]/g, '');
  return (
    isRun ||
    text.startsWith('1234567890') ||
    common.has(text) ||
    ownWords.some((word) => word.length >= 4 && compact === word.toLowerCase().replace(/[\s+()-]/g, ''))
  );
}
