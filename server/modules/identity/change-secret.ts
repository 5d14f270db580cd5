import type { Deps } from '~/server/deps';
import { markOf } from '~/server/database/secret';
import { sealKeys } from '~/server/modules/certificates/signing-key';
import { rehashContacts } from '~/server/modules/contact/rehash-contacts';

export interface SecretChanged {
  /** Phones and e-mail addresses that are found by the new secret from now on. */
  readonly contacts: number;
  /** Whether the certificates' key went along; else it proves what it signed, and the next certificate gets a new one. */
  readonly keyKept: boolean;
}

/**
 * Makes everything in the database that depends on the secret anew, with the one in the settings: at once or not at all. The
 * previous one, where it is still known, lets the certificates' key go along. Unused slips open nothing afterwards.
 */
export async function changeSecret(
  deps: Pick<Deps, 'prisma' | 'clock' | 'settings'>,
  previousSecret?: string,
): Promise<SecretChanged> {
  return deps.prisma.$transaction(
    async (tx) => {
      const contacts = await rehashContacts(tx, deps);
      const { retired } = await sealKeys(tx, deps, previousSecret);
      await tx.signInSlip.updateMany({
        where: { usedAt: null, revokedAt: null },
        data: { revokedAt: deps.clock.now() },
      });
      await tx.installation.upsert({
        where: { key: 'secret' },
        create: { key: 'secret', value: markOf(deps.settings.secret) },
        update: { value: markOf(deps.settings.secret) },
      });
      return { contacts, keyKept: retired === 0 };
    },
    { timeout: 10 * 60_000 },
  );
}
