import { redirect } from 'react-router';
import type { Route } from './+types/consents';
import { changeConsents } from '~/app/components/proxies/change-consents';
import { ConsentList } from '~/app/components/proxies/consent-list';
import { Page } from '~/app/components/ui/page';
import { api, signInFirst } from '~/app/graphql/api';
import { IdentitiesQuery } from '~/app/graphql/account';
import { ConsentsQuery } from '~/app/graphql/proxies';
import { todayIn } from '~/app/i18n/local-time';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { query } = api(context);
  if (!(await query(IdentitiesQuery)).viewer) signInFirst(url);
  const { consents, viewer } = await query(ConsentsQuery, { person: null });
  const zone = viewer?.profile.homeCommunity?.timeZone ?? 'UTC';
  return { consents, zone, today: todayIn(zone) };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const problem = await changeConsents(api(context), await request.formData(), null);
  return problem ?? redirect(url.pathname, 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.proxies_consents_title()} · ${m.common_brand()}` }];
}

/** What one has agreed to, in which words; each can be taken back here. */
export default function Consents({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.proxies_consents_title()} lead={m.proxies_consents_lead()}>
      <ConsentList {...loaderData} reply={actionData} />
    </Page>
  );
}
