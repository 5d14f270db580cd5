import { hash, verify } from '@node-rs/argon2';

// argon2id is the library's own choice of algorithm; the cost is OWASP's: 19 MiB, two passes, one lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Equal passwords typed on different keyboards are equal bytes. */
const normalised = (password: string): string => password.normalize('NFKC');

/** What the database keeps of a password or PIN. */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), options);

/** Nobody's password; compared against when there is no account, so that the answer takes as long. */
let decoy: Promise<string> | undefined;

/** Whether a password is the one behind a hash. Without a hash it is not, after the same work. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const right = await verify(passwordHash ?? (await decoy), normalised(password));
  return right && passwordHash !== null;
}
