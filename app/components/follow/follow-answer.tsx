import { followWords } from './follow-words';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import type { FollowedRequest } from '~/app/graphql/follow';
import { formatDate } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** How far a request has come: one large sentence, then what happens next. Says nothing of whom it is for. */
export function FollowAnswer({ request, now }: { request: FollowedRequest; now: string }) {
  const { state, more } = followWords(request, now);
  return (
    <div role="status" className="flex flex-col gap-3 rounded-card bg-primary-tint p-6">
      <p className="text-headline font-semibold leading-snug text-primary">{state}</p>
      {more.map((sentence) => (
        <p key={sentence} className="text-lead">
          {sentence}
        </p>
      ))}
      <p className="text-muted">
        {m.public_follow_taken_down({
          number: spokenNumber(request.number),
          day: formatDate(request.takenDownAt, request.timeZone),
        })}
      </p>
    </div>
  );
}
