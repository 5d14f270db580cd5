import type { Route } from './+types/members';
import { MembersPanel } from '~/app/components/organisation/members-panel';
import { DeskPage, toUnit } from '~/app/components/organisation/desk-page';
import { api } from '~/app/graphql/api';
import { MembersQuery } from '~/app/graphql/organisation/members';
import { useLive } from '~/app/live/use-live';
import { changeMembers } from './change-members';
import { unitOf } from './unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await unitOf(context, url);
  const { organisation } = await api(context).query(MembersQuery, { unit: unit.id });
  return { unit, members: organisation?.memberships ?? [] };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const unit = await unitOf(context, url);
  return changeMembers(api(context), await request.formData(), unit.id, url.pathname);
}

export function meta() {
  return [{ title: m.organisation_members() }];
}

export default function Members({ loaderData: { unit, members }, actionData }: Route.ComponentProps) {
  useLive([`organisation:${unit.id}`]);
  return (
    <DeskPage
      back={toUnit()}
      title={m.organisation_members()}
      lead={m.organisation_members_lead({ name: unit.name })}
    >
      <MembersPanel
        members={members}
        offered={['member', 'coordinator']}
        zone={unit.community.timeZone}
        reply={actionData}
        mayChange={unit.may.includes('organisation.members')}
      />
    </DeskPage>
  );
}
