import type { Account, Prisma } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { addContactPoint } from '~/server/modules/contact/add-contact-point';
import { newMemberNumber } from '~/server/modules/identity/member-number';
import { hashPassword } from '~/server/modules/identity/passwords';
import type { Deps } from '~/server/deps';
import { createPerson } from './person';

/** The password of every account made here unless another is given. */
export const testPassword = 'quiet river stones';
let hashed: Promise<string> | undefined;

export interface AccountOverrides {
  personId?: string;
  password?: string | null;
  phone?: string;
  email?: string;
  isOperator?: boolean;
  person?: Partial<Prisma.PersonUncheckedCreateInput>;
}

/** A person with an account that signs in with `testPassword`. */
export async function createAccount(deps: Deps, overrides: AccountOverrides = {}): Promise<Account> {
  const { prisma } = deps;
  hashed ??= hashPassword(testPassword);
  const personId = overrides.personId ?? (await createPerson(prisma, overrides.person)).id;
  const { password } = overrides;
  const passwordHash =
    password === undefined ? await hashed : password === null ? null : await hashPassword(password);
  const account = await prisma.account.create({
    data: {
      id: newId(),
      personId,
      passwordHash,
      memberNumber: await newMemberNumber(prisma),
      isOperator: overrides.isOperator ?? false,
    },
  });
  const { phone, email } = overrides;
  await prisma.$transaction(async (tx) => {
    if (phone) await addContactPoint(tx, deps, { personId, kind: 'phone', value: phone });
    if (email) await addContactPoint(tx, deps, { personId, kind: 'email', value: email });
  });
  return account;
}
