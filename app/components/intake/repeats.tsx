import { Link } from 'react-router';
import { outcomeWords } from './choices';
import type { Repeat } from '~/app/graphql/committee/intake';
import { formatFromNow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface RepeatsProps {
  repeats: readonly Repeat[];
  now: string;
}

/** Requests of the last days that may be this one: same place, kind or person. Opened beside the form, which stays as it is. */
export function Repeats({ repeats, now }: RepeatsProps) {
  return (
    <div role="status">
      {repeats.length > 0 && (
        <section className="flex flex-col gap-2 rounded-card bg-caution-tint p-4">
          <h2 className="text-lead text-caution">{m.committee_intake_repeats({ count: repeats.length })}</h2>
          <ul className="flex flex-col gap-2">
            {repeats.map((repeat) => (
              <li key={repeat.id} className="rounded-control bg-surface px-3 py-2">
                <Link
                  to={`/committee/intake/${repeat.id}`}
                  target="_blank"
                  className="inline-flex min-h-target items-center font-semibold"
                >
                  {repeat.subject}
                </Link>
                <span className="block text-meta text-muted">
                  {[
                    repeat.servedPerson?.displayName,
                    repeat.place?.building,
                    outcomeWords[repeat.outcome](),
                    formatFromNow(repeat.createdAt, now),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <input type="hidden" name="repeatsSeen" value={repeat.id} />
              </li>
            ))}
          </ul>
          <p>{m.committee_intake_repeats_advice()}</p>
        </section>
      )}
    </div>
  );
}
