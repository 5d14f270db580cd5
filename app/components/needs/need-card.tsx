import { CalendarDays, MapPin, TriangleAlert, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { CategoryMark } from './category-mark';
import { placesWords } from './places';
import { Badge } from '~/app/components/ui/badge';
import type { NeedCardData } from '~/app/graphql/need-card-fields';
import { formatDistance, formatFromNow, formatMoment, formatWindow } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';
import { m } from '~/generated/messages/messages';

interface NeedCardProps {
  need: NeedCardData;
  /** When the list was made; decides "in 2 hours". */
  now: string;
  /** Where the title leads; the need's page unless told otherwise. */
  to?: string;
}

/** One need of a list: what, when, where, places left, in words. The whole card is the link's target. */
export function NeedCard({ need, now, to = `/needs/${need.id}` }: NeedCardProps) {
  const zone = need.community.timeZone;
  return (
    <article
      id={`need-${need.id}`}
      {...useLiveMark(need.id)}
      className="relative flex flex-col gap-2 rounded-card border border-rule bg-surface p-4 hover:border-primary"
    >
      <div className="flex flex-wrap gap-1.5 empty:hidden">
        {need.atRisk && (
          <Badge tone="accent" icon={TriangleAlert}>
            {m.public_at_risk()}
          </Badge>
        )}
        {need.urgency === 'urgent' && <Badge tone="accent">{m.public_urgent()}</Badge>}
        {need.category && <CategoryMark category={need.category} />}
      </div>
      <h3 className="text-lead leading-snug">
        <Link
          to={to}
          prefetch="intent"
          className="text-ink no-underline after:absolute after:inset-0 hover:text-primary"
        >
          {need.title}
        </Link>
      </h3>
      {need.organisation && <p className="text-muted">{need.organisation.name}</p>}
      <ul className="flex flex-col gap-1">
        {need.startsAt && need.endsAt && (
          <Line icon={CalendarDays}>
            {need.startsAt > now ? (
              <>
                {formatWindow(need.startsAt, need.endsAt, zone, now)}{' '}
                <span className="text-muted">· {formatFromNow(need.startsAt, now)}</span>
              </>
            ) : (
              m.public_running_until({ moment: formatMoment(need.endsAt, zone, now) })
            )}
          </Line>
        )}
        <Line icon={MapPin}>
          {need.placeName
            ? m.public_place_in({ place: need.placeName, community: need.community.name })
            : need.community.name}
          {need.distance !== null && <span className="text-muted"> · {formatDistance(need.distance)}</span>}
        </Line>
        <Line icon={Users}>
          <span className={need.filled ? 'text-muted' : 'font-semibold text-primary'}>
            {placesWords(need.places, need.placesTaken)}
          </span>
        </Line>
      </ul>
    </article>
  );
}

function Line({ icon: Icon, children }: { icon: typeof Users; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className="mt-1 size-4 shrink-0 text-muted" />
      <span>{children}</span>
    </li>
  );
}
