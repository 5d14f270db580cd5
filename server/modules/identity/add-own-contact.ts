import type { z } from 'zod';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { communitySetting } from '~/server/modules/communities/settings';
import { addContactPoint } from '~/server/modules/contact/add-contact-point';
import { countContactPoints } from '~/server/modules/contact/queries';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { InvalidInput, refuse } from '~/server/policy/refusal';
import { countAttempt } from './attempts';
import type { AddContactPointInput } from './input';
import { lockOwnAccount } from './lock-account';
import { mostContacts } from './rules';

/**
 * Adds a phone or an e-mail address to the person at the keyboard. It signs them in from now on and is unverified: nothing
 * personal goes there and it recovers nothing. Several people may share one, so that nobody learns who else is here.
 */
export async function addOwnContact(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddContactPointInput>,
): Promise<{ accountId: string }> {
  assertMay(actor, 'account.manage');
  const { accountId, personId } = actor;
  if (accountId === null || personId === null) refuse('NOT_SIGNED_IN');
  await countAttempt(deps, 'contact_change', accountId);
  const home = await deps.prisma.person.findUniqueOrThrow({
    where: { id: personId },
    select: { homeCommunityId: true },
  });
  const country = home.homeCommunityId
    ? await communitySetting(deps, home.homeCommunityId, 'country')
    : undefined;
  return inTransaction(deps, actor, async (tx) => {
    await lockOwnAccount(tx, actor);
    if ((await countContactPoints(tx, personId)) >= mostContacts)
      throw new InvalidInput([{ path: ['value'], message: 'server_contact_too_many' }]);
    const kind = input.value.includes('@') ? 'email' : 'phone';
    await addContactPoint(tx, deps, { personId, kind, value: input.value, country });
    await recordChange(tx, deps, actor, {
      type: 'account:contact_added',
      subjectType: 'account',
      subjectId: accountId,
      payload: { accountId },
      feeds: [`person:${personId}`],
    });
    return { accountId };
  });
}
