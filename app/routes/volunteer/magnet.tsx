import { DoorClosed } from 'lucide-react';
import { redirect } from 'react-router';
import type { Route } from './+types/magnet';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { api, signInFirst } from '~/app/graphql/api';
import { MagnetVisitQuery } from '~/app/graphql/visits';
import { m } from '~/generated/messages/messages';

/** `/magnet/ID?code=123456`: what the QR at a home says. Leads to the helper's visit there with the digits filled in. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { viewer, claimAtMagnet } = await api(context).query(MagnetVisitQuery, { id: params.magnet });
  if (!viewer) signInFirst(url);
  const code = /^\d{6}$/.exec(url.searchParams.get('code') ?? '')?.[0];
  if (claimAtMagnet) throw redirect(`/visits/${claimAtMagnet.id}${code ? `?code=${code}` : ''}`);
  return null;
}

export function meta(): Route.MetaDescriptors {
  return [{ title: m.visits_magnet_none() }];
}

/** Somebody has no visit where the magnet hangs; whose home it is, is not said. */
export default function Magnet() {
  return (
    <Page title={m.visits_magnet()}>
      <EmptyState
        icon={DoorClosed}
        title={m.visits_magnet_none()}
        action={
          <LinkButton to="/my/tasks" tone="primary">
            {m.common_nav_my_tasks()}
          </LinkButton>
        }
      >
        {m.visits_magnet_none_lead()}
      </EmptyState>
    </Page>
  );
}
