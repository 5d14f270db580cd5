import type { FollowedRequest } from '~/app/graphql/follow';
import { formatDay, formatWindow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** A request's state as one would say it to whoever asked, and the sentences that follow from it. */
export function followWords(request: FollowedRequest, now: string): { state: string; more: string[] } {
  const { timeZone, note, next, dueAt, passedOnTo } = request;
  const when = next
    ? m.public_follow_when({ when: formatWindow(next.startsAt, next.endsAt, timeZone, now) })
    : null;
  const due = dueAt ? m.judging_due({ day: formatDay(dueAt, timeZone, now) }) : null;
  const why = note ? m.public_follow_why({ note }) : null;
  const said = note ? m.public_follow_said({ note }) : null;
  switch (request.state) {
    case 'received':
      return say(
        m.public_follow_received(),
        dueAt ? m.public_follow_due({ day: formatDay(dueAt, timeZone, now) }) : m.public_follow_no_answer(),
      );
    case 'waiting':
      return say(m.public_follow_waiting(), ...waitWords(request.waitingFor));
    case 'published':
      return say(m.public_follow_published(), when ?? due, m.public_follow_published_next());
    case 'in_progress':
      return say(m.public_follow_in_progress(), when);
    case 'to_judge':
      return say(m.judging_waits(), m.judging_waits_more());
    case 'reopened':
      return say(m.judging_reopened(), when, due, m.judging_reopened_more());
    case 'completed':
      return completedWords(request);
    case 'cancelled':
      return say(m.public_follow_cancelled(), why);
    case 'answered':
      return say(m.public_follow_answered(), said);
    case 'passed_on':
      return say(m.public_follow_passed_on({ name: passedOnTo ?? '' }), m.public_follow_passed_on_next());
    case 'refused':
      return say(m.public_follow_refused(), why);
  }
}

/** Whether the sentences of a state end with the advice to ring the committee already. */
export const saysWhomToRing = ({ state, dueAt }: FollowedRequest): boolean =>
  state === 'completed' || (state === 'received' && dueAt === null);

/** What is over: as it was judged, or without a word. */
function completedWords({ outcome }: FollowedRequest) {
  switch (outcome) {
    case 'solved':
      return say(m.judging_said_solved(), m.judging_said_more());
    case 'partly':
      return say(m.judging_said_partly(), m.judging_said_more());
    case 'not_judged':
      return say(m.judging_closed(), m.judging_said_more());
    default:
      return say(m.public_follow_completed(), m.public_follow_completed_next());
  }
}

const say = (state: string, ...more: (string | null)[]) => ({
  state,
  more: more.filter((sentence) => sentence !== null),
});

function waitWords(waitingFor: FollowedRequest['waitingFor']): string[] {
  if (waitingFor.length === 0) return [m.public_follow_waiting_committee()];
  return [
    ...(waitingFor.includes('CONSENT') ? [m.public_follow_waiting_consent()] : []),
    ...(waitingFor.includes('TIME') ? [m.public_follow_waiting_time()] : []),
  ];
}
