import { Building2 } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/list';
import { DeskPage } from '~/app/components/organisation/desk-page';
import {
  organisationKindWords,
  organisationStatuses,
  organisationStatusWords,
} from '~/app/components/committee/organisation-words';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Pagination } from '~/app/components/ui/pagination';
import { Table, Td, Th } from '~/app/components/ui/table';
import { Tabs } from '~/app/components/ui/tabs';
import { api } from '~/app/graphql/api';
import { OrganisationsQuery } from '~/app/graphql/committee/organisations';
import { formatDate } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const status = organisationStatuses.find((each) => each === url.searchParams.get('status')) ?? 'pending';
  const { organisations } = await api(context).query(OrganisationsQuery, {
    community: unit.community.id,
    status,
    after: url.searchParams.get('after'),
  });
  return { unit, status, organisations };
}

export function meta() {
  return [{ title: m.committee_organisations_title() }];
}

export default function Organisations({ loaderData: { unit, status, organisations } }: Route.ComponentProps) {
  useLive(useViewerFeeds('community'));
  return (
    <DeskPage title={m.committee_organisations_title()} lead={m.committee_organisations_lead()} width="wide">
      <Tabs
        label={m.committee_organisations_title()}
        tabs={organisationStatuses.map((each) => ({
          to: `?status=${each}`,
          label: organisationStatusWords(each).text,
          current: each === status,
        }))}
      />
      {organisations.edges.length === 0 ? (
        <EmptyState icon={Building2} title={m.committee_organisations_empty()}>
          {m.committee_organisations_empty_advice()}
        </EmptyState>
      ) : (
        <Table
          caption={m.committee_organisations_title()}
          head={
            <tr>
              <Th>{m.organisation_member_name()}</Th>
              <Th>{m.committee_kind()}</Th>
              <Th className="max-md:hidden">{m.committee_credit_code()}</Th>
              <Th className="max-sm:hidden">{m.committee_registered()}</Th>
            </tr>
          }
        >
          {organisations.edges.map(({ node }) => (
            <tr key={node.id}>
              <Td>
                <Link to={`/committee/organisations/${node.id}`} prefetch="intent" className="font-semibold">
                  {node.name}
                </Link>
                {node.proposal && (
                  <span className="block text-meta text-caution">
                    {m.committee_proposal_short({
                      decision: organisationStatusWords(node.proposal.decision).text,
                    })}
                  </span>
                )}
              </Td>
              <Td>{organisationKindWords(node.kind)}</Td>
              <Td className="max-md:hidden">{node.creditCode ?? '—'}</Td>
              <Td className="whitespace-nowrap max-sm:hidden">
                {formatDate(node.createdAt, unit.community.timeZone)}
              </Td>
            </tr>
          ))}
        </Table>
      )}
      <Pagination pageInfo={organisations.pageInfo} />
    </DeskPage>
  );
}
