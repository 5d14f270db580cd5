/** Every reason Linli gives for not doing what was asked. The API's enum and the sentences come from this list. */
export const refusalCodes = [
  // Claims (product.md).
  'FULL',
  'ALREADY_CLAIMED',
  'OVERLAPS',
  'NOT_OPEN',
  'NOT_YET_OPEN',
  'STARTED',
  'TASK_CANCELLED',
  'TASK_CHANGED',
  'MISSING_SKILL',
  'CREDENTIAL_EXPIRED',
  'AGE_UNKNOWN',
  'UNDER_AGE',
  'GUARDIAN_CONSENT_NEEDED',
  'IDENTITY_UNCHECKED',
  'TERMS_NOT_ACCEPTED',
  'NOT_INSURABLE',
  'HOURS_LIMIT',
  'REST_TOO_SHORT',
  'TRAVEL_TOO_LONG',
  'WEEKLY_CAP',
  'DRAW_PENDING',
  'SUSPENDED',
  'NOT_A_MEMBER',
  'NOT_AVAILABLE_TO_YOU',
  'WITHDRAW_TOO_LATE',
  'OFFER_EXPIRED',
  'HAND_OVER_ENDED',
  'SWAP_UNFIT',
  // Everything else.
  'NOT_FOUND',
  'NOT_ALLOWED',
  'NOT_SIGNED_IN',
  'WRONG_STATE',
  'STALE_VERSION',
  'TOO_MANY_ATTEMPTS',
  'WRONG_CREDENTIALS',
  'CODE_WRONG',
  'CODE_EXPIRED',
  'CONTACT_TAKEN',
  'ORGANISATION_NOT_VERIFIED',
  'OWN_HOURS',
  'SAME_PERSON',
  'REASON_NEEDED',
  'ALREADY_DONE',
  'TOO_EARLY',
  'TOO_LATE',
  'CLOCK_AHEAD',
  'NOTHING_VERIFIED',
  'IDEMPOTENCY_CONFLICT',
  'NOT_IN_DEMO',
  'FILE_TOO_LARGE',
  'FILE_UNREADABLE',
  'LAST_CHAIR',
  'CREDIT_CODE_NEEDED',
  'LAST_WAY_IN',
  'PASSKEY_REFUSED',
  'TASK_HELD',
  'LAST_TASK',
  'CONSENT_NEEDED',
  'SECOND_PERSON_NEEDED',
  'PROXY_ENDED',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A use case's "no", with the reason. Not an error of the program: it is answered as data and never logged as a fault. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly code: RefusalCode) {
    super(code);
  }
}

export function refuse(code: RefusalCode): never {
  throw new Refused(code);
}

/** One field that cannot be taken as it is. `path` follows the input's shape, e.g. ['tasks', '0', 'endsAt']. */
export interface InputIssue {
  readonly path: readonly string[];
  readonly message: string;
}

/** Input that does not fit its shape. Messages are in the caller's language. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  constructor(readonly issues: readonly InputIssue[]) {
    super('InvalidInput');
  }
}
