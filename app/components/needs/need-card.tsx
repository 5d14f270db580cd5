import { CalendarDays, MapPin, Sparkles, TriangleAlert, Users } from 'lucide-react';
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
  /** Why it fits the reader, in words, the strongest reason first. */
  fit?: readonly { kind: string; text: string }[];
  /** Where the title leads; the need's page unless told otherwise. */
  to?: string;
}

/** One need of a list: what, when, where, places left, in words. The whole card is the link's target. */
export function NeedCard({ need, now, fit = [], to = `/needs/${need.id}` }: NeedCardProps) {
  // How far it is stands beside the place already.
  const reasons = need.distance === null ? fit : fit.filter((reason) => reason.kind !== 'distance');
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
      <h2 className="text-lead leading-snug text-pretty">
        <Link
          to={to}
          prefetch="intent"
          className="text-ink no-underline after:absolute after:inset-0 hover:text-primary"
        >
          {need.title}
        </Link>
      </h2>
      {need.organisation && <p className="text-muted">{need.organisation.name}</p>}
      <ul className="flex flex-col gap-1">
        <Line icon={CalendarDays}>{whenWords(need, now)}</Line>
        <Line icon={MapPin}>
          {need.placeName
            ? m.public_place_in({ place: need.placeName, community: need.community.name })
            : need.community.name}
          {need.distance !== null && <Aside>{formatDistance(need.distance)}</Aside>}
        </Line>
        <Line icon={Users}>
          <span className={need.filled ? 'text-muted' : 'font-semibold text-primary'}>
            {placesWords(need.places, need.placesTaken)}
          </span>
        </Line>
        {reasons.length > 0 && (
          <Line icon={Sparkles}>
            <span className="sr-only">{m.public_fits_because()} </span>
            {reasons
              .slice(0, reasonsShown)
              .map((reason) => reason.text)
              .join(m.public_reason_separator())}
          </Line>
        )}
      </ul>
    </article>
  );
}

/** A card says the strongest reasons only. */
const reasonsShown = 2;

/** The next time a hand is needed, how far off it is, and that there are more; the window of all where none is to come. */
function whenWords({ next, startsAt, endsAt, community }: NeedCardData, now: string): ReactNode {
  const zone = community.timeZone;
  if (!next) return startsAt && endsAt ? formatWindow(startsAt, endsAt, zone, now) : m.public_no_date();
  const isRunning = next.startsAt <= now;
  return (
    <>
      {isRunning
        ? m.public_running_until({ moment: formatMoment(next.endsAt, zone, now) })
        : formatWindow(next.startsAt, next.endsAt, zone, now)}
      {!isRunning && <Aside>{formatFromNow(next.startsAt, now)}</Aside>}
      {next.coming > 1 && <Aside>{m.public_more_dates({ count: next.coming - 1 })}</Aside>}
    </>
  );
}

/** What follows on a line after a dot, never torn from it. */
function Aside({ children }: { children: ReactNode }) {
  return (
    <>
      {' '}
      <span className="whitespace-nowrap text-muted">· {children}</span>
    </>
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
