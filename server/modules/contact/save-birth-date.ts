import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { InvalidInput } from '~/server/policy/refusal';
import { isLikelyBirthDate } from './rules';

/** Writes down on which day a person was born, in the caller's transaction; null takes it away. For the age check alone. */
export async function saveBirthDate(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  personId: string,
  birthDate: string | null,
): Promise<void> {
  const day = birthDate === null ? null : new Date(`${birthDate}T00:00:00Z`);
  if (day && !isLikelyBirthDate(day, deps.clock.now())) {
    throw new InvalidInput([{ path: ['birthDate'], message: 'server_birth_date_unlikely' }]);
  }
  await tx.personalDetail.upsert({
    where: { personId },
    create: { personId, birthDate: day },
    update: { birthDate: day },
  });
}

/** The same for many people of whom no details are kept yet: one statement. */
export async function saveBirthDates(
  tx: Pick<Tx, 'personalDetail'>,
  births: readonly { readonly personId: string; readonly birthDate: Date }[],
): Promise<void> {
  await tx.personalDetail.createMany({ data: [...births] });
}
