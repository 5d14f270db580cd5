import { redirect } from 'react-router';
import type { Route } from './+types/consents';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { changeConsents } from '~/app/components/proxies/change-consents';
import { ConsentList } from '~/app/components/proxies/consent-list';
import { api } from '~/app/graphql/api';
import { ConsentsQuery } from '~/app/graphql/proxies';
import { committeeOf } from '../../organisation/unit';
import { todayIn } from '~/app/i18n/local-time';
import { nameOf } from './name-of';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const desk = api(context);
  const [{ consents }, name] = await Promise.all([
    desk.query(ConsentsQuery, { person: params.personId }),
    nameOf(desk, params.personId),
  ]);
  const zone = unit.community.timeZone;
  return { consents, name, zone, today: todayIn(zone) };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const problem = await changeConsents(api(context), await request.formData(), params.personId);
  return problem ?? redirect(url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.proxies_consents_of_named({ name: loaderData.name }) }];
}

/** What a resident agreed to, and what they say on the telephone or on paper. */
export default function ConsentsOf({ loaderData, actionData, params }: Route.ComponentProps) {
  return (
    <DeskPage
      title={m.proxies_consents_of_named({ name: loaderData.name })}
      lead={m.proxies_consents_of_lead()}
      back={{ to: `/committee/people/${params.personId}`, label: m.visits_file({ name: loaderData.name }) }}
    >
      <ConsentList
        consents={loaderData.consents}
        zone={loaderData.zone}
        today={loaderData.today}
        reply={actionData}
        taking
      />
    </DeskPage>
  );
}
