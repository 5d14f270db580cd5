import { BadgeCheck, FilePlus2, Search } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { Route } from './+types/list';
import { certificateStateWords } from '~/app/components/committee/certificate-words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Badge } from '~/app/components/ui/badge';
import { Button, LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Pagination } from '~/app/components/ui/pagination';
import { Table, Td, Th } from '~/app/components/ui/table';
import { Tabs } from '~/app/components/ui/tabs';
import { TextField } from '~/app/components/ui/text-field';
import { api } from '~/app/graphql/api';
import { CertificatesQuery } from '~/app/graphql/committee/certificates';
import { formatCalendarDate, formatDate, formatDuration } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const states = ['valid', 'revoked'] as const;

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const search = url.searchParams.get('search')?.trim() ?? '';
  const state = states.find((each) => each === url.searchParams.get('state')) ?? null;
  const { certificates } = await api(context).query(CertificatesQuery, {
    search: search || null,
    state,
    after: url.searchParams.get('after'),
  });
  return { unit, search, state, certificates };
}

export function meta() {
  return [{ title: m.committee_certificates_title() }];
}

export default function Certificates({ loaderData }: Route.ComponentProps) {
  const { unit, search, state, certificates } = loaderData;
  useLive(useViewerFeeds('community'));
  const { edges } = certificates;
  const tab = (each: (typeof states)[number] | null) => {
    const asked = new URLSearchParams({ ...(search && { search }), ...(each && { state: each }) });
    return {
      to: `?${asked}`,
      label: each ? certificateStateWords(each).text : m.committee_certificates_all(),
      current: each === state,
    };
  };
  return (
    <DeskPage
      title={m.committee_certificates_title()}
      lead={m.committee_certificates_lead()}
      width="wide"
      action={
        <LinkButton to="/committee/certificates/issue" icon={FilePlus2}>
          {m.committee_certificate_issue()}
        </LinkButton>
      }
    >
      <Form
        method="get"
        role="search"
        className="flex flex-col gap-3 sm:max-w-measure sm:flex-row sm:items-end"
      >
        {state && <input type="hidden" name="state" value={state} />}
        <div className="flex-1">
          <TextField
            key={search}
            field={{ id: 'search', name: 'search', initialValue: search }}
            label={m.committee_certificates_search()}
            type="search"
            autoComplete="off"
          />
        </div>
        <Button icon={Search}>{m.committee_slips_find()}</Button>
      </Form>
      <Tabs label={m.committee_certificates_title()} tabs={[tab(null), ...states.map(tab)]} />
      {edges.length === 0 ? (
        <Nothing isSearch={Boolean(search || state)} />
      ) : (
        <>
          <p className="-mb-3 text-meta text-muted" role="status">
            {m.committee_certificates_found({ count: certificates.totalCount })}
          </p>
          <Table
            caption={m.committee_certificates_title()}
            head={
              <tr>
                <Th>{m.committee_certificate_number()}</Th>
                <Th>{m.organisation_member_name()}</Th>
                <Th className="max-md:hidden">{m.committee_period()}</Th>
                <Th className="text-right max-sm:hidden">{m.committee_amount()}</Th>
                <Th className="max-md:hidden">{m.committee_issued()}</Th>
                <Th>{m.committee_state()}</Th>
              </tr>
            }
          >
            {edges.map(({ node }) => (
              <tr key={node.id}>
                <Td>
                  <Link
                    to={`/committee/certificates/${node.number}`}
                    prefetch="intent"
                    className="inline-flex min-h-target items-center font-semibold"
                  >
                    {node.number}
                  </Link>
                </Td>
                <Td>{node.holderName ?? m.organisation_nameless()}</Td>
                <Td className="max-md:hidden">
                  {formatCalendarDate(node.from)} – {formatCalendarDate(node.until)}
                </Td>
                <Td numeric className="max-sm:hidden">
                  {formatDuration(node.totalMinutes)}
                </Td>
                <Td className="whitespace-nowrap max-md:hidden">
                  {formatDate(node.issuedAt, unit.community.timeZone)}
                </Td>
                <Td className="whitespace-nowrap">
                  <Badge tone={certificateStateWords(node.state).tone}>
                    {certificateStateWords(node.state).text}
                  </Badge>
                </Td>
              </tr>
            ))}
          </Table>
        </>
      )}
      <Pagination pageInfo={certificates.pageInfo} />
    </DeskPage>
  );
}

function Nothing({ isSearch }: { isSearch: boolean }) {
  return isSearch ? (
    <EmptyState icon={BadgeCheck} title={m.committee_certificates_nothing()}>
      {m.committee_certificates_nothing_advice()}
    </EmptyState>
  ) : (
    <EmptyState icon={BadgeCheck} title={m.committee_certificates_none_yet()}>
      {m.committee_certificates_none_yet_advice()}
    </EmptyState>
  );
}
