import type { PrismaClient } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { keyedHash } from '~/server/modules/contact/keyed-hash';
import { testSettings } from '~/tests/setup/deps';

/** An e-mail address of a person, known to be theirs unless said otherwise. */
export async function createEmail(
  prisma: PrismaClient,
  personId: string,
  { address = `${personId}@people.example`, isVerified = true } = {},
): Promise<string> {
  await prisma.contactPoint.create({
    data: {
      id: newId(),
      personId,
      kind: 'email',
      value: address,
      keyedHash: Buffer.from(keyedHash({ settings: testSettings }, 'email', address)),
      verifiedAt: isVerified ? new Date() : null,
    },
  });
  return address;
}

let phones = 0;

/** A phone of a person, known to be theirs unless said otherwise. */
export async function createPhone(
  prisma: PrismaClient,
  personId: string,
  { number = `+8613907${String((phones += 1)).padStart(6, '0')}`, isVerified = true } = {},
): Promise<string> {
  await prisma.contactPoint.create({
    data: {
      id: newId(),
      personId,
      kind: 'phone',
      value: number,
      lastFour: number.slice(-4),
      keyedHash: Buffer.from(keyedHash({ settings: testSettings }, 'phone', number)),
      verifiedAt: isVerified ? new Date() : null,
    },
  });
  return number;
}
