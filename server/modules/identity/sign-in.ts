import type { z } from 'zod';
import type { Deps } from '~/server/deps';
import { contactsIn } from '~/server/modules/contact/rules';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { countAttempt, forgetAttempts, forgiveAttempt, isWithinLimit } from './attempts';
import { ChoosePerson } from './choose-person';
import type { Client } from './client';
import { findAccountsByIdentifier, type AccountRow } from './find-accounts';
import type { SignInInput } from './input';
import { openSession, type OpenedSession } from './open-session';
import { isPassword } from './passwords';
import { readMemberNumber } from './rules';
import { matchSlip, useSlip, type MatchedSlip } from './use-slip';

/**
 * Signs somebody in by phone, e-mail address or member number with a password, or by member number with the code of a slip.
 *
 * Whoever does not exist is refused like a wrong password, after the same work. Where several people share a phone the
 * secret decides; where it fits several, `ChoosePerson` is thrown and the caller names the account.
 */
export async function signIn(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SignInInput>,
  client: Client,
): Promise<OpenedSession> {
  const identifiers = identifiersIn(input.identifier);
  await countAttempt(deps, 'sign_in_address', client.address);
  for (const identifier of identifiers) await countAttempt(deps, 'sign_in_identifier', identifier);

  const named = await findAccountsByIdentifier(deps.prisma, deps, input.identifier);
  const accounts = named.filter((account) => !input.accountId || account.accountId === input.accountId);
  const isShared = named.length > 1;
  const tried = isShared ? await withinLimit(deps, accounts) : accounts;
  const opened = await findOpened(deps, tried, input);
  if (opened.length === 0) refuse(tried.length < accounts.length ? 'TOO_MANY_ATTEMPTS' : 'WRONG_CREDENTIALS');
  if (isShared) {
    for (const { account } of opened) await forgetAttempts(deps, 'sign_in_shared', account.accountId);
  }
  const [found, ...others] = opened;
  if (!found || others.length > 0) {
    throw new ChoosePerson(
      opened.map(({ account }) => ({ accountId: account.accountId, name: account.name })),
    );
  }
  await forgiveAttempt(deps, 'sign_in_address', client.address);
  // Where several share a number, one who got in vouches for their own try and not for the guesses at the others.
  const settle = isShared ? forgiveAttempt : forgetAttempts;
  for (const identifier of identifiers) await settle(deps, 'sign_in_identifier', identifier);
  const { account, slip } = found;
  return openSession(deps, asStranger(actor), account, client, async (tx, signedIn) => {
    if (slip) await useSlip(tx, deps, signedIn, slip);
  });
}

/**
 * Those of several accounts behind one identifier that may be tried once more. Whoever shares a phone gets in with a secret of
 * their own as often as they like, so that each account counts for itself the secrets that did not open it.
 */
async function withinLimit(deps: Deps, accounts: readonly AccountRow[]): Promise<AccountRow[]> {
  const open = await Promise.all(
    accounts.map(({ accountId }) => isWithinLimit(deps, 'sign_in_shared', accountId)),
  );
  return accounts.filter((_account, at) => open[at]);
}

/** What tries are counted under: the same for every spelling that finds the same accounts. */
function identifiersIn(typed: string): string[] {
  const memberNumber = readMemberNumber(typed);
  if (memberNumber !== null) return [memberNumber];
  const contacts = contactsIn(typed).map(({ value }) => value);
  return contacts.length > 0 ? contacts : [typed.normalize('NFKC').replace(/\s/g, '').toLowerCase()];
}

interface Opened {
  readonly account: AccountRow;
  readonly slip?: MatchedSlip;
}

/** The accounts that the secret opens, one a person. */
async function findOpened(
  deps: Deps,
  accounts: readonly AccountRow[],
  { identifier, secret }: { identifier: string; secret: string },
): Promise<Opened[]> {
  const hashes = accounts.length > 0 ? accounts.map((account) => account.passwordHash) : [null];
  const right = await Promise.all(hashes.map((passwordHash) => isPassword(passwordHash, secret)));
  const byPassword = accounts.filter((_account, at) => right[at]);
  if (byPassword.length > 0) {
    const onePerPerson = new Map(byPassword.map((account) => [account.personId, account]));
    return [...onePerPerson.values()].map((account) => ({ account }));
  }
  // A code opens nothing without the member number: a shared phone is no place to guess codes at.
  if (readMemberNumber(identifier) === null) return [];
  const slip = await matchSlip(
    deps,
    accounts.map((account) => account.accountId),
    secret,
  );
  return accounts
    .filter((account) => account.accountId === slip?.accountId)
    .map((account) => ({ account, slip: slip ?? undefined }));
}

/** Whoever signs in is not yet who was signed in at this browser before. */
const asStranger = (actor: Actor): Actor => ({
  ...actor,
  onBehalfOfId: null,
  capacity: 'self',
  isOperator: false,
  membership: null,
});
