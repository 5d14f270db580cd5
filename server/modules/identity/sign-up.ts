import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { communitySetting } from '~/server/modules/communities/settings';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { countAttempt } from './attempts';
import type { Client } from './client';
import type { SignUpInput } from './input';
import { openSession, type OpenedSession } from './open-session';
import { hashPassword } from './passwords';
import { registerPerson } from './register-person';

/**
 * Makes a person with an account and signs them in. A phone or an e-mail address that others gave too is taken without a
 * word: several people may share one, and nobody learns who else is here.
 */
export async function signUp(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SignUpInput>,
  client: Client,
): Promise<OpenedSession> {
  await countAttempt(deps, 'sign_up_address', client.address);
  const passwordHash = await hashPassword(input.password);
  const homeCommunityId = input.community ?? null;
  const country = homeCommunityId ? await communitySetting(deps, homeCommunityId, 'country') : undefined;
  const account = await inTransaction(deps, actor, async (tx) => {
    const community = homeCommunityId
      ? ((await tx.community.findUnique({ where: { id: homeCommunityId }, select: { isDemo: true } })) ??
        refuse('NOT_FOUND'))
      : null;
    return registerPerson(tx, deps, actorOf(actor), {
      displayName: input.displayName,
      homeCommunityId,
      phone: input.phone,
      email: input.email,
      country,
      passwordHash,
      acceptsTerms: true,
      isDemo: community?.isDemo ?? deps.settings.demo,
    });
  });
  return openSession(deps, actorOf(actor), account, client);
}

/** Whoever signs up acts as the new person, whoever was signed in at this browser before. */
const actorOf = (actor: Actor): Actor => ({
  ...actor,
  accountId: null,
  personId: null,
  onBehalfOfId: null,
  capacity: 'self',
  sessionId: null,
  isOperator: false,
  membership: null,
});
