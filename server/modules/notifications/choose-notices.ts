import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import type { ChooseNoticesInput } from './input';

/** Keeps how the person at the keyboard wants to be told of what, and their quiet hours. No event: nobody else sees it. */
export async function chooseNotices(
  deps: Deps,
  actor: Actor,
  { choices, quiet }: ChooseNoticesInput,
): Promise<{ personId: string }> {
  assertMay(actor, 'account.manage');
  const personId = assertPerson(actor, 'account.manage');
  return inTransaction(deps, actor, async (tx) => {
    for (const { group, ...modes } of choices) {
      await tx.noticeChoice.upsert({
        where: { personId_group: { personId, group } },
        create: { personId, group, ...modes },
        update: modes,
      });
    }
    const hours = quiet ? { quietFrom: quiet.from, quietUntil: quiet.until } : null;
    if (hours)
      await tx.noticeHours.upsert({ where: { personId }, create: { personId, ...hours }, update: hours });
    else await tx.noticeHours.deleteMany({ where: { personId } });
    return { personId };
  });
}
