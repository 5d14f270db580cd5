import { newId } from '~/server/database/id';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { refuse } from '~/server/policy/refusal';
import { keyedHash } from './keyed-hash';
import { lastFourOf, normaliseEmail, phonesIn, type PhoneCountry } from './rules';

export interface NewContactPoint {
  readonly personId: string;
  readonly kind: 'phone' | 'email';
  /** As typed; input shapes have checked that it can be read. */
  readonly value: string;
  /** Whose numbers a phone without a prefix belongs to. */
  readonly country?: PhoneCountry;
}

/** Stores a way to reach a person, in the caller's transaction. Several people may share one; a person has it once. */
export async function addContactPoint(
  tx: Tx,
  deps: Pick<Deps, 'settings' | 'clock'>,
  point: NewContactPoint,
): Promise<string> {
  return (await keepContactPoint(tx, deps, point)) ?? refuse('CONTACT_TAKEN');
}

/** The same for a way to reach a person that may be known already: null then. */
export async function keepContactPoint(
  tx: Pick<Tx, 'contactPoint'>,
  deps: Pick<Deps, 'settings' | 'clock'>,
  point: NewContactPoint,
): Promise<string | null> {
  const phone = point.kind === 'phone' ? (phonesIn(point.value, point.country)[0] ?? null) : null;
  const normalised = phone ?? normaliseEmail(point.value);
  if (normalised === null)
    throw new TypeError(`A ${point.kind} that cannot be read reached the contact module`);
  const id = newId();
  const { count } = await tx.contactPoint.createMany({
    data: {
      id,
      personId: point.personId,
      kind: point.kind,
      value: phone ?? point.value.trim(),
      lastFour: phone ? lastFourOf(phone) : null,
      keyedHash: Buffer.from(keyedHash(deps, point.kind, normalised)),
      createdAt: deps.clock.now(),
    },
    skipDuplicates: true,
  });
  return count === 0 ? null : id;
}
