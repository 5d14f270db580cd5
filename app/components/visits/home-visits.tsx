import { DoorOpen } from 'lucide-react';
import { Link } from 'react-router';
import { AlertList } from './alert-list';
import { CalledButton, dayHasCome, helperName, helperState } from './helper-rows';
import { Badge } from '~/app/components/ui/badge';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import type { FormReply } from '~/app/forms/form';
import type { HomeVisit, OpenAlert } from '~/app/graphql/visits';
import { formatList, formatWindow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface HomeVisitsProps {
  alerts: readonly OpenAlert[];
  visits: readonly HomeVisit[];
  now: string;
  reply?: FormReply;
}

/** Visits at homes for whoever runs their days: what must be looked at first, who is in, who comes next. */
export function HomeVisits({ alerts, visits, now, reply }: HomeVisitsProps) {
  const isToday = (visit: HomeVisit): boolean => dayHasCome(visit, visit.need.community.timeZone, now);
  const parts = [
    { title: m.visits_today(), visits: visits.filter(isToday) },
    { title: m.visits_coming(), visits: visits.filter((visit) => !isToday(visit)) },
  ];
  return (
    <>
      {alerts.length > 0 && (
        <Section title={m.visits_alerts()}>
          <AlertList alerts={alerts} now={now} reply={reply} />
        </Section>
      )}
      {visits.length === 0 && (
        <EmptyState icon={DoorOpen} title={m.visits_none()}>
          {m.visits_none_advice()}
        </EmptyState>
      )}
      {parts.map(
        (part) =>
          part.visits.length > 0 && (
            <Section key={part.title} title={part.title}>
              <ul className="grid items-start gap-4 lg:grid-cols-2 elder:grid-cols-1">
                {part.visits.map((visit) => (
                  <VisitCard key={visit.id} visit={visit} now={now} reply={reply} />
                ))}
              </ul>
            </Section>
          ),
      )}
    </>
  );
}

function VisitCard({ visit, now, reply }: { visit: HomeVisit; now: string; reply?: FormReply }) {
  const { need, servedPerson } = visit;
  const zone = need.community.timeZone;
  const claims = visit.claims ?? [];
  const asked = claims.filter(({ state }) => state === 'requested').length;
  const helpers = claims.filter((claim) => helperState(claim, zone) !== null);
  const hasCome = dayHasCome(visit, zone, now);
  const isShort = visit.takenPlaces < visit.minimumPlaces;
  return (
    <li className="flex flex-col gap-2 rounded-card border border-rule bg-surface p-4">
      <p className="font-semibold">{formatWindow(visit.startsAt, visit.endsAt, zone, now)}</p>
      <Link
        to={`/organisation/tasks/${visit.id}/visit`}
        prefetch="none"
        className="inline-flex min-h-target items-center font-semibold"
      >
        {need.title}
      </Link>
      <p className="text-muted">
        {[servedPerson?.displayName, need.community.name].filter(Boolean).join(' · ')}
      </p>
      <p className="flex flex-wrap gap-2">
        <Badge tone={isShort ? 'caution' : 'primary'}>
          {m.visits_places({ taken: visit.takenPlaces, places: visit.minimumPlaces })}
        </Badge>
        {asked > 0 && <Badge tone="accent">{m.visits_requests({ count: asked })}</Badge>}
      </p>
      {helpers.length > 0 && !hasCome && <p>{formatList(helpers.map(helperName))}</p>}
      {helpers.length > 0 && hasCome && (
        <ul className="flex flex-col gap-2">
          {helpers.map((claim) => (
            <li key={claim.id} className="flex flex-wrap items-center justify-between gap-3">
              <span>
                <strong>{helperName(claim)}</strong>{' '}
                <span className="text-muted">{helperState(claim, zone)}</span>
              </span>
              <CalledButton claim={claim} reply={reply} />
            </li>
          ))}
        </ul>
      )}
      {hasCome && visit.visit?.stopWord && helpers.length > 0 && (
        <p className="text-meta text-muted">{m.visits_stop_word_heard({ word: visit.visit.stopWord })}</p>
      )}
    </li>
  );
}
