import type { Deps } from '~/server/deps';
import { findPersonsByContact } from '~/server/modules/contact/find-persons';
import { anonymous, type Actor } from '~/server/policy/actor';
import { Refused } from '~/server/policy/refusal';
import { sayComing } from './say-coming';

/** What became of a text message that answers a question. */
export type SmsAnswer = 'coming' | 'cannot' | 'not_understood' | 'nobody_asked' | 'several_asked' | 'refused';

/** 1 and 2 as people type them, in full width too. */
const wordOf = (text: string): boolean | null => {
  const typed = text.normalize('NFKC').trim();
  return typed === '1' ? true : typed === '2' ? false : null;
};

/**
 * A reply to the question whether somebody comes: 1 yes, 2 no, about the next task that they were asked about and that has not begun.
 * Only a number that is known to be theirs counts. Where several people share it and were asked, nobody can tell who answers.
 */
export async function sayBySms(
  deps: Deps,
  { from, text }: { from: string; text: string },
): Promise<SmsAnswer> {
  const coming = wordOf(text);
  if (coming === null) return 'not_understood';
  const personIds = await findPersonsByContact(deps.prisma, deps, from, { verifiedOnly: true });
  const asked = await deps.prisma.comingAnswer.findMany({
    where: {
      startsAt: { gt: deps.clock.now() },
      claim: { personId: { in: personIds }, state: 'confirmed' },
    },
    orderBy: { startsAt: 'asc' },
    select: { startsAt: true, claim: { select: { id: true, personId: true, startsAt: true } } },
  });
  const open = asked.filter(({ startsAt, claim }) => claim.startsAt.getTime() === startsAt.getTime());
  const [next] = open;
  if (!next?.claim.personId) return 'nobody_asked';
  if (new Set(open.map(({ claim }) => claim.personId)).size > 1) return 'several_asked';
  const actor: Actor = { ...anonymous('phone'), personId: next.claim.personId };
  try {
    await sayComing(deps, actor, { claim: next.claim.id, coming });
    return coming ? 'coming' : 'cannot';
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    throw error;
  }
}
