import { Megaphone } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/list';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Pagination } from '~/app/components/ui/pagination';
import { api } from '~/app/graphql/api';
import { ReviewList } from '~/app/graphql/committee/needs';
import { formatFromNow, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const variables = { community: unit.community.id, after: url.searchParams.get('after') };
  const { needs } = await api(context).query(ReviewList, variables);
  return { unit, needs, now: new Date().toISOString() };
}

export function meta() {
  return [{ title: m.committee_needs_title() }];
}

export default function NeedsInReview({ loaderData: { unit, needs, now } }: Route.ComponentProps) {
  useLive([`community:${unit.community.id}`]);
  return (
    <DeskPage title={m.committee_needs_title()} lead={m.committee_needs_lead()}>
      {needs.edges.length === 0 ? (
        <EmptyState icon={Megaphone} title={m.committee_needs_empty()}>
          {m.committee_needs_empty_advice()}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
          {needs.edges.map(({ node }) => (
            <li key={node.id} className="flex flex-col gap-1 p-4">
              <Link to={`/committee/needs/${node.id}`} prefetch="intent" className="font-semibold">
                {node.title}
              </Link>
              <p className="text-meta text-muted">
                {[
                  node.organisation?.name,
                  node.startsAt &&
                    node.endsAt &&
                    formatWindow(node.startsAt, node.endsAt, node.community.timeZone, now),
                  m.committee_waits_since({ when: formatFromNow(node.createdAt, now) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pagination pageInfo={needs.pageInfo} />
    </DeskPage>
  );
}
