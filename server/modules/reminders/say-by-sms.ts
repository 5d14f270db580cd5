import { createHmac } from 'node:crypto';
import { findEarlierAnswer } from '~/server/database/earlier-answer';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { findPersonsByContact } from '~/server/modules/contact/find-persons';
import { anonymous, type Actor } from '~/server/policy/actor';
import { Refused } from '~/server/policy/refusal';
import { sayComing } from './say-coming';

/** What became of a text message that answers a question. */
export type SmsAnswer = 'coming' | 'cannot' | 'not_understood' | 'nobody_asked' | 'several_asked' | 'refused';

/** A text message that came back, by the gateway's own id of it. */
export interface SmsReply {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** 1 and 2 as people type them, in full width too. */
const wordOf = (text: string): boolean | null => {
  const typed = text.normalize('NFKC').trim();
  return typed === '1' ? true : typed === '2' ? false : null;
};

/**
 * A reply to the question whether somebody comes: 1 yes, 2 no. It is about the one question that is open; where several are, of one
 * person or of several who share the number, nobody can tell which is meant. Where none is open it changes the latest answer, as
 * long as that place is still theirs. Only a number that is known to be theirs counts. The same message again does nothing
 * more and is answered alike; another one under its id is refused with IDEMPOTENCY_CONFLICT.
 */
export async function sayBySms(deps: Deps, reply: SmsReply): Promise<SmsAnswer> {
  const coming = wordOf(reply.text);
  if (coming === null) return 'not_understood';
  const actor = actorOf(deps, reply);
  const earlier = await findEarlierAnswer(deps, actor);
  if (earlier) return said(earlier.answer as Kept, coming);
  const meant = await findMeant(deps, reply.from);
  if (typeof meant === 'string') return keep(deps, actor, meant, coming);
  try {
    return said(await sayComing(deps, { ...actor, personId: meant.personId }, { ...meant, coming }), coming);
  } catch (error) {
    if (error instanceof Refused) return keep(deps, actor, 'refused', coming);
    throw error;
  }
}

/** What stands under a message's id: the claim that it was about, or why it did nothing. */
type Kept = { readonly id: string } | { readonly result: SmsAnswer };

const said = (kept: Kept, coming: boolean): SmsAnswer =>
  'result' in kept ? kept.result : coming ? 'coming' : 'cannot';

/** What did nothing does nothing later either, when it comes again and another question is open. */
async function keep(deps: Deps, actor: Actor, result: SmsAnswer, coming: boolean): Promise<SmsAnswer> {
  return said(await inTransaction<Kept>(deps, actor, () => Promise.resolve({ result })), coming);
}

function actorOf({ settings }: Pick<Deps, 'settings'>, { id, from, text }: SmsReply): Actor {
  const requestHash = createHmac('sha256', settings.secret)
    .update(JSON.stringify([from, text]))
    .digest();
  return {
    ...anonymous('phone'),
    idempotency: { scope: 'sms', key: id, operation: 'sayBySms', requestHash },
  };
}

/** The claim that a reply from a number is about. */
async function findMeant(
  deps: Deps,
  from: string,
): Promise<{ claim: string; personId: string } | 'nobody_asked' | 'several_asked'> {
  const personIds = await findPersonsByContact(deps.prisma, deps, from, { verifiedOnly: true });
  const rows = await deps.prisma.comingAnswer.findMany({
    where: { startsAt: { gt: deps.clock.now() }, claim: { personId: { in: personIds } } },
    orderBy: [{ answeredAt: { sort: 'desc', nulls: 'last' } }, { claimId: 'asc' }],
    select: {
      startsAt: true,
      answer: true,
      claim: { select: { id: true, personId: true, startsAt: true, state: true } },
    },
  });
  const asked = rows.filter(({ startsAt, claim }) => claim.startsAt.getTime() === startsAt.getTime());
  const open = asked.filter(({ answer, claim }) => answer === null && claim.state === 'confirmed');
  if (open.length > 1) return 'several_asked';
  const answered = asked.filter(({ answer }) => answer !== null);
  if (open.length === 0 && new Set(answered.map(({ claim }) => claim.personId)).size > 1)
    return 'several_asked';
  const meant = (open[0] ?? answered[0])?.claim;
  return meant?.personId && meant.state === 'confirmed'
    ? { claim: meant.id, personId: meant.personId }
    : 'nobody_asked';
}
