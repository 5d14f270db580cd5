import type { Route } from './+types/list';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { HomeVisits } from '~/app/components/visits/home-visits';
import { api } from '~/app/graphql/api';
import { HomeVisitsQuery } from '~/app/graphql/visits';
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
export default function CommitteeVisits({ loaderData, actionData }: Route.ComponentProps) {
  useLive(useViewerFeeds('community', 'below', 'organisation'));
  return (
    <DeskPage title={m.visits_title()} lead={m.visits_lead()} width="wide">
      <HomeVisits {...loaderData} reply={actionData} />
    </DeskPage>
  );
}
