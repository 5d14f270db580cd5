import { DoorOpen } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/list';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Badge } from '~/app/components/ui/badge';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import { AlertList } from '~/app/components/visits/alert-list';
import { CalledButton, dayHasCome, helperName, helperState } from '~/app/components/visits/helper-rows';
import type { FormReply } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { type HomeVisit, HomeVisitsQuery } from '~/app/graphql/visits';
import { formatList, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { actOnVisit } from '../../organisation/visit/act';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { visitAlerts, homeVisits } = await api(context).query(HomeVisitsQuery);
  return { alerts: visitAlerts, visits: homeVisits, now: new Date().toISOString() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  return actOnVisit(api(context), await request.formData(), url.pathname);
}

export function meta() {
  return [{ title: m.visits_title() }];
}

/** Today's and coming visits at homes: what must be looked at first, who is in, who comes next. */
export default function HomeVisits({ loaderData, actionData }: Route.ComponentProps) {
  const { alerts, visits, now } = loaderData;
  useLive(useViewerFeeds('community', 'below', 'organisation'));
  const isToday = (visit: HomeVisit): boolean => dayHasCome(visit, visit.need.community.timeZone, now);
  const parts = [
    { title: m.visits_today(), visits: visits.filter(isToday) },
    { title: m.visits_coming(), visits: visits.filter((visit) => !isToday(visit)) },
  ];
  return (
    <DeskPage title={m.visits_title()} lead={m.visits_lead()} width="wide">
      {alerts.length > 0 && (
        <Section title={m.visits_alerts()}>
          <AlertList alerts={alerts} now={now} reply={actionData} />
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
                  <VisitCard key={visit.id} visit={visit} now={now} reply={actionData} />
                ))}
              </ul>
            </Section>
          ),
      )}
    </DeskPage>
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
