import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { formatWindow } from '~/app/i18n/format';
import type { NeedRow } from '~/app/graphql/organisation/needs';
import { clockRuns, DueBadge } from '~/app/components/needs/due-badge';
import { NeedState } from './need-state';

/** The unit's needs, one line each: what, when, how many, and where it stands. */
export function NeedList({ needs, now }: { needs: readonly NeedRow[]; now: string }) {
  return (
    <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
      {needs.map((need) => (
        <li
          key={need.id}
          className="flex flex-col gap-1 p-4 sm:flex-row sm:items-center sm:justify-between sm:gap-6"
        >
          <div className="min-w-0">
            <Link to={`/organisation/needs/${need.id}`} prefetch="intent" className="font-semibold">
              {need.title}
            </Link>
            <p className="text-meta text-muted">
              {need.startsAt && need.endsAt
                ? formatWindow(need.startsAt, need.endsAt, need.community.timeZone, now)
                : m.organisation_no_time_yet()}
              {' · '}
              {need.placeName ?? need.community.name}
            </p>
          </div>
          <div className="flex shrink-0 flex-wrap items-center gap-3">
            {need.places > 0 && (
              <span className="text-meta tabular-nums">
                {m.organisation_places_taken({ taken: need.placesTaken, places: need.places })}
              </span>
            )}
            {clockRuns(need.status) && <DueBadge dueAt={need.dueAt} now={now} />}
            <NeedState {...need} />
          </div>
        </li>
      ))}
    </ul>
  );
}
