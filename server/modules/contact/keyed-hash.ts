import { createHmac } from 'node:crypto';
import type { ContactKind } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';

/** The keyed hash under which a normalised phone, e-mail address or document number is looked up. Useless without the secret. */
export function keyedHash(
  deps: Pick<Deps, 'settings'>,
  kind: ContactKind | 'document',
  normalised: string,
): Buffer {
  return createHmac('sha256', deps.settings.secret).update(`contact:${kind}:${normalised}`).digest();
}
