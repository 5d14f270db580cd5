import { createHash } from 'node:crypto';
import { CompactSign, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { canonicalJson } from '~/server/modules/hours/canonical-json';
import type { Statement } from './rules';
import { algorithm, currentKey } from './signing-key';

/** Signs a statement with the installation's key, made on first use. Answers the compact JWS and the key's id. */
export async function signStatement(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'settings'>,
  statement: Statement,
): Promise<{ signature: string; keyId: string }> {
  const key = await currentKey(tx, deps);
  const privateKey = await importJWK(key.privateJwk, algorithm);
  const signature = await new CompactSign(new TextEncoder().encode(canonicalJson(statement)))
    .setProtectedHeader({ alg: algorithm, kid: key.id })
    .sign(privateKey);
  return { signature, keyId: key.id };
}

/**
 * Twelve characters that stand for one signature on paper: in the QR and beside it. Nobody finds them who has not seen the paper,
 * and no other certificate, nor this one made anew, has the same.
 */
export const checkCodeOf = (jws: string): string =>
  createHash('sha256').update(jws).digest('hex').slice(0, 12);

/** The words in a compact JWS, whoever signed it; null when it is none. */
export function wordsOf(jws: string): string | null {
  const payload = jws.split('.')[1];
  return payload === undefined ? null : Buffer.from(payload, 'base64url').toString('utf8');
}

/** The statement in a JWS that Linli itself stored. */
export const statementOf = (jws: string): Statement => JSON.parse(wordsOf(jws) ?? 'null') as Statement;

/** Whether a JWS names a key and method of this installation, and whether it is that key's signature. */
export async function examineSignature(
  deps: Pick<Deps, 'prisma'>,
  jws: string,
): Promise<{ ownKey: boolean; signed: boolean }> {
  const kid = keyNamedBy(jws);
  const key =
    kid === null
      ? null
      : await deps.prisma.signingKey.findUnique({ where: { id: kid }, select: { publicJwk: true } });
  if (!key) return { ownKey: false, signed: false };
  try {
    await compactVerify(jws, await importJWK(key.publicJwk as JWK, algorithm), { algorithms: [algorithm] });
    return { ownKey: true, signed: true };
  } catch {
    return { ownKey: true, signed: false };
  }
}

/** The id of the key a JWS names. Null for another method: neither `none` nor a shared secret is a signature here. */
function keyNamedBy(jws: string): string | null {
  try {
    const header = decodeProtectedHeader(jws);
    return header.alg === algorithm && typeof header.kid === 'string' ? header.kid : null;
  } catch {
    return null;
  }
}
