import { EyeOff } from 'lucide-react';
import type { Route } from './+types/views';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { ViewList } from '~/app/components/visits/view-list';
import { api, signInFirst } from '~/app/graphql/api';
import { MyViewsQuery } from '~/app/graphql/visits';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer } = await api(context).query(MyViewsQuery);
  if (!viewer) signInFirst(url);
  return {
    views: viewer.contactViews,
    zone: viewer.profile.homeCommunity?.timeZone ?? 'UTC',
    now: new Date().toISOString(),
  };
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.visits_views_title()} · ${m.common_brand()}` }];
}

/** Who has looked at the reader's address, phone and notes, refused attempts among them. */
export default function Views({ loaderData: { views, zone, now } }: Route.ComponentProps) {
  return (
    <Page title={m.visits_views_title()} lead={m.visits_views_lead()}>
      {views.length > 0 ? (
        <ViewList views={views} zone={zone} now={now} />
      ) : (
        <EmptyState icon={EyeOff} title={m.visits_seen_none()}>
          {m.visits_views_none()}
        </EmptyState>
      )}
    </Page>
  );
}
