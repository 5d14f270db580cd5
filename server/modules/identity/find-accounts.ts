import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { findPersonsByContact, type PersonsSought } from '~/server/modules/contact/find-persons';
import { readMemberNumber } from './rules';

export interface AccountRow {
  readonly accountId: string;
  /** The living person behind the account. */
  readonly personId: string;
  readonly name: string;
  readonly passwordHash: string | null;
}

type Reader = Pick<Tx, 'account' | 'contactPoint' | 'person'>;

type Verified = Pick<PersonsSought, 'verifiedOnly'>;

/**
 * The persons, living ones, whom a phone, an e-mail address or a member number names. Shown to nobody. `verifiedOnly`: a phone or an
 * address that anybody may have typed names nobody.
 */
export async function findPersonsByIdentifier(
  tx: Reader,
  deps: Pick<Deps, 'settings'>,
  identifier: string,
  verified: Verified = {},
): Promise<string[]> {
  const accounts = await findAccountsByIdentifier(tx, deps, identifier, verified);
  return [...new Set(accounts.map((account) => account.personId))];
}

/** The accounts that an identifier may mean, at most ten. Disabled accounts and erased persons have none. */
export async function findAccountsByIdentifier(
  tx: Reader,
  deps: Pick<Deps, 'settings'>,
  identifier: string,
  verified: Verified = {},
): Promise<AccountRow[]> {
  const memberNumber = readMemberNumber(identifier);
  const persons = memberNumber
    ? []
    : await withLiving(tx, await findPersonsByContact(tx, deps, identifier, verified));
  const rows = await tx.account.findMany({
    where: {
      ...(memberNumber ? { memberNumber } : { personId: { in: persons } }),
      disabledAt: null,
      person: { status: { not: 'erased' } },
    },
    orderBy: { createdAt: 'asc' },
    take: 10,
    select: {
      id: true,
      passwordHash: true,
      person: {
        select: { id: true, displayName: true, mergedInto: { select: { id: true, displayName: true } } },
      },
    },
  });
  return rows.map((row) => {
    const living = row.person.mergedInto ?? row.person;
    return {
      accountId: row.id,
      passwordHash: row.passwordHash,
      personId: living.id,
      name: living.displayName,
    };
  });
}

/** The persons and those they were merged into: a number kept under an alias still reaches the living person's account. */
async function withLiving(tx: Reader, personIds: string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await tx.person.findMany({
    where: { id: { in: personIds }, mergedIntoId: { not: null } },
    select: { mergedIntoId: true },
  });
  return [...new Set([...personIds, ...rows.flatMap((row) => row.mergedIntoId ?? [])])];
}
