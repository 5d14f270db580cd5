import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import { usualModes } from './delivery-rules';
import { readUnsubscribeToken, type Unsubscribed } from './unsubscribe-token';

/** What the link of a message would switch off; null for one that Linli never made. */
export const findUnsubscribed = (deps: Pick<Deps, 'settings'>, token: string): Unsubscribed | null =>
  readUnsubscribeToken(deps.settings, token);

/** Switches kinds of messages off over one channel for whom a link was made: whoever has the message may. Again is once. */
export async function unsubscribe(
  deps: Deps,
  actor: Actor,
  { token }: { token: string },
): Promise<Unsubscribed> {
  assertMay(actor, 'notice.unsubscribe');
  const meant = findUnsubscribed(deps, token) ?? refuse('NOT_FOUND');
  const { personId, groups, channel } = meant;
  return inTransaction(deps, actor, async (tx) => {
    const person = await tx.person.findUnique({ where: { id: personId }, select: { id: true } });
    if (!person) refuse('NOT_FOUND');
    const off = { [channel]: 'off' as const };
    for (const group of groups)
      await tx.noticeChoice.upsert({
        where: { personId_group: { personId, group } },
        create: { personId, group, ...usualModes[group], ...off },
        update: off,
      });
    return meant;
  });
}
