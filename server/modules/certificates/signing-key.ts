import {
  calculateJwkThumbprint,
  compactDecrypt,
  CompactEncrypt,
  exportJWK,
  generateKeyPair,
  type JWK,
} from 'jose';
import { advisoryLocks } from '~/server/database/advisory-locks';
import { keyFor } from '~/server/database/secret';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';

/** The one method certificates are signed by. */
export const algorithm = 'EdDSA';

const purpose = 'signing keys';

/** The installation's key, with its private part in the clear. */
export interface SigningKey {
  readonly id: string;
  readonly privateJwk: JWK;
}

type Parts = Pick<Deps, 'clock' | 'settings'>;

/** The key that signs now, made on first use. The database holds its private part encrypted under the installation's secret. */
export async function currentKey(tx: Tx, deps: Parts): Promise<SigningKey> {
  const find = () => tx.signingKey.findFirst({ where: { retiredAt: null }, orderBy: { createdAt: 'desc' } });
  let row = await find();
  if (!row) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.signingKey}::bigint)`;
    row = (await find()) ?? (await createKey(tx, deps));
  }
  const privateJwk = await open(row.privateJwk, deps.settings.secret);
  if (!privateJwk) throw new Error('The signing key was sealed with another SESSION_SECRET');
  return { id: row.id, privateJwk };
}

/**
 * Sees to it that the installation's secret opens every key in use: seals those in the clear, and seals anew those that the
 * previous secret opens. One that neither opens is retired: it goes on proving what it signed, and signs no more.
 */
export async function sealKeys(
  tx: Tx,
  { clock, settings: { secret } }: Parts,
  previousSecret?: string,
): Promise<{ sealed: number; retired: number }> {
  const done = { sealed: 0, retired: 0 };
  for (const { id, privateJwk } of await tx.signingKey.findMany({ where: { retiredAt: null } })) {
    if (await open(privateJwk, secret)) continue;
    const jwk =
      typeof privateJwk === 'string'
        ? previousSecret && (await open(privateJwk, previousSecret))
        : (privateJwk as JWK);
    const data = jwk ? { privateJwk: await seal(jwk, secret) } : { retiredAt: clock.now() };
    await tx.signingKey.update({ where: { id }, data });
    done[jwk ? 'sealed' : 'retired'] += 1;
  }
  return done;
}

async function createKey(tx: Tx, deps: Parts) {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const privateJwk = await seal(await exportJWK(pair.privateKey), deps.settings.secret);
  const id = await calculateJwkThumbprint(publicJwk);
  return tx.signingKey.create({
    data: { id, publicJwk: { ...publicJwk }, privateJwk, createdAt: deps.clock.now() },
  });
}

/** An encrypted JWK as RFC 7517 has it: compact JWE under a key of the secret's. */
const seal = (jwk: JWK, secret: string): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'jwk+json' })
    .encrypt(keyFor(secret, purpose));

/** Null for what this secret did not seal. */
async function open(sealed: unknown, secret: string): Promise<JWK | null> {
  if (typeof sealed !== 'string') return null;
  try {
    const { plaintext } = await compactDecrypt(sealed, keyFor(secret, purpose), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as JWK;
  } catch {
    return null;
  }
}
