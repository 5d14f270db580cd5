import type { Route } from './+types/members';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { MembersPanel } from '~/app/components/organisation/members-panel';
import { api } from '~/app/graphql/api';
import { GridsQuery, MembersQuery } from '~/app/graphql/organisation/members';
import { useLive } from '~/app/live/use-live';
import { changeMembers } from '../organisation/change-members';
import { committeeOf } from '../organisation/unit';
import { m } from '~/generated/messages/messages';

/** Who works in a grid; any officer names them. */
const inTheField = ['grid_worker', 'building_steward'] as const;
/** Who leads the committee; its chair alone names them. */
const leading = ['officer', 'chair'] as const;

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { query } = api(context);
  const [{ organisation }, { communities }] = await Promise.all([
    query(MembersQuery, { unit: unit.id }),
    query(GridsQuery, { community: unit.community.id }),
  ]);
  return { unit, members: organisation?.memberships ?? [], areas: [unit.community, ...communities] };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const unit = await committeeOf(context, url);
  return changeMembers(api(context), await request.formData(), unit.id, url.pathname);
}

export function meta() {
  return [{ title: m.organisation_members() }];
}

export default function CommitteeMembers({
  loaderData: { unit, members, areas },
  actionData,
}: Route.ComponentProps) {
  useLive([`organisation:${unit.id}`]);
  const isChair = unit.role === 'chair';
  return (
    <DeskPage title={m.organisation_members()} lead={m.organisation_members_lead({ name: unit.name })}>
      <MembersPanel
        members={members}
        offered={isChair ? [...inTheField, ...leading] : inTheField}
        reserved={isChair ? [] : leading}
        areas={areas}
        zone={unit.community.timeZone}
        reply={actionData}
        mayChange={unit.may.includes('organisation.members')}
      />
    </DeskPage>
  );
}
