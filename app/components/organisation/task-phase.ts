import { m } from '~/generated/messages/messages';
import { formatFromNow } from '~/app/i18n/format';

/** Where a task stands in time, in words: it starts, has started, or has ended. */
export function taskPhase({ startsAt, endsAt }: { startsAt: string; endsAt: string }, now: string): string {
  if (Date.parse(endsAt) < Date.parse(now)) return m.organisation_ended({ when: formatFromNow(endsAt, now) });
  const when = formatFromNow(startsAt, now);
  return Date.parse(startsAt) > Date.parse(now)
    ? m.organisation_starts({ when })
    : m.organisation_started({ when });
}
