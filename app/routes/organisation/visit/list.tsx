import { redirect } from 'react-router';
import type { Route } from './+types/list';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { HomeVisits } from '~/app/components/visits/home-visits';
import { api, notFound } from '~/app/graphql/api';
import { HomeVisitsQuery } from '~/app/graphql/visits';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { unitOf } from '../unit';
import { actOnVisit } from './act';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await unitOf(context, url);
  if (unit.kind === 'committee') throw redirect('/committee/visits');
  if (!unit.may.includes('visit.watch')) notFound();
  const { visitAlerts, homeVisits } = await api(context).query(HomeVisitsQuery);
  return { alerts: visitAlerts, visits: homeVisits, now: new Date().toISOString() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await unitOf(context, url);
  return actOnVisit(api(context), await request.formData(), url.pathname);
}

export function meta() {
  return [{ title: m.visits_title() }];
}

/** The unit's own visits at homes, as its coordinators run them. */
export default function UnitVisits({ loaderData, actionData }: Route.ComponentProps) {
  useLive(useViewerFeeds('organisation'));
  return (
    <DeskPage
      title={m.visits_title()}
      lead={m.visits_lead()}
      width="wide"
      back={{ to: '/organisation', label: m.organisation_home_title() }}
    >
      <HomeVisits {...loaderData} reply={actionData} />
    </DeskPage>
  );
}
