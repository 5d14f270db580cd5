import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { findAge } from '~/server/modules/contact/queries';
import { isProxyValid } from '~/server/modules/identity/rules';

/** From this age on somebody agrees for themselves, unless they are under guardianship. */
const fullAge = 18;

/** Who agrees for a person: themselves, or a guardian. */
export interface WhoAgrees {
  /** A minor by the birth date on file, or somebody for whom a guardian acts: their own word is not enough. */
  readonly needsGuardian: boolean;
  /** A guardian into whose hands consent was put, by two officers who saw the papers; null where there is none. */
  readonly guardianId: string | null;
}

export async function whoAgrees(
  tx: Pick<Tx, 'personalDetail' | 'proxyRelationship'>,
  deps: Pick<Deps, 'clock'>,
  personId: string,
): Promise<WhoAgrees> {
  const now = deps.clock.now();
  const age = await findAge(tx, personId, now);
  const grants = await tx.proxyRelationship.findMany({
    where: { principalId: personId, kind: 'guardian' },
    orderBy: { id: 'asc' },
  });
  const guardians = grants.filter((grant) => isProxyValid(grant, now));
  return {
    needsGuardian: guardians.length > 0 || (age !== null && age < fullAge),
    guardianId: guardians.find(({ scope }) => scope.includes('consent'))?.proxyId ?? null,
  };
}
