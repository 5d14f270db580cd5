import { ChartColumn, Download, Link2 } from 'lucide-react';
import { data, Form } from 'react-router';
import type { Route } from './+types/hours';
import { BarChart } from '~/app/components/charts/bar-chart';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import { Table, Td, Th } from '~/app/components/ui/table';
import { Tabs } from '~/app/components/ui/tabs';
import { DateField } from '~/app/components/ui/text-field';
import { api } from '~/app/graphql/api';
import {
  type HoursGroup,
  HoursQuery,
  type LedgerCheck,
  LedgerCheckQuery,
} from '~/app/graphql/committee/hours';
import { formatDuration, formatHours, formatMonth, formatNumber } from '~/app/i18n/format';
import { GridsQuery } from '~/app/graphql/organisation/members';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { type Dimension, dimensions, periodOf } from './period';
import { m } from '~/generated/messages/messages';

/** So many bars are read at a glance; the table has the rest. */
const mostBars = 12;

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const period = periodOf(url.searchParams, unit.community.timeZone);
  if (period.problems) return data({ unit, period, offered: [], groups: [] }, { status: 400 });
  const { query } = api(context);
  const [{ hours }, { communities }] = await Promise.all([
    query(HoursQuery, {
      community: unit.community.id,
      by: period.by,
      from: period.startsAt,
      until: period.endsAt,
    }),
    query(GridsQuery, { community: unit.community.id }),
  ]);
  const offered = dimensions.filter((each) => each !== 'community' || communities.length > 0);
  return { unit, period, offered, groups: sorted(hours, period.by) };
}

/** Walks the ledgers of the committee: on a press, since it reads every entry. */
export async function action({ context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  return (await api(context).query(LedgerCheckQuery)).ledgerCheck;
}

/** Months in their order, anything else by amount. */
function sorted(groups: readonly HoursGroup[], by: Dimension): HoursGroup[] {
  return [...groups].sort((a, b) => (by === 'month' ? a.key.localeCompare(b.key) : b.minutes - a.minutes));
}

export function meta() {
  return [{ title: m.committee_hours_title() }];
}

export default function Hours({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, period, offered, groups } = loaderData;
  useLive(useViewerFeeds('community', 'below'));
  const { from, until, by, problems } = period;
  const minutes = groups.reduce((sum, group) => sum + group.minutes, 0);
  const records = groups.reduce((sum, group) => sum + group.records, 0);
  const label: Record<Dimension, string> = {
    month: m.committee_by_month(),
    organisation: m.committee_by_organisation(),
    category: m.committee_by_category(),
    volunteer: m.committee_by_volunteer(),
    community: m.committee_by_community(),
  };
  const title: Record<Dimension, string> = {
    month: m.committee_chart_month(),
    organisation: m.committee_chart_organisation(),
    category: m.committee_chart_category(),
    volunteer: m.committee_chart_volunteer(),
    community: m.committee_chart_community(),
  };
  const nameOf = (group: HoursGroup) =>
    by === 'month' ? formatMonth(group.label) : group.label || m.committee_no_category();
  const bars = (by === 'month' ? groups.slice(-mostBars) : groups.slice(0, mostBars)).map((group) => ({
    key: group.key,
    label: nameOf(group),
    value: group.minutes / 60,
    words: m.committee_hours_short({ hours: formatHours(group.minutes) }),
  }));
  const asked = new URLSearchParams({ from, until }).toString();
  return (
    <DeskPage
      title={m.committee_hours_title()}
      lead={problems ? undefined : m.committee_hours_sum({ count: records, amount: formatDuration(minutes) })}
      width="wide"
      action={
        !problems && (
          <a
            href={`/committee/hours.csv?${asked}`}
            download
            className="inline-flex min-h-target items-center gap-2 rounded-control border border-control bg-surface px-4 font-semibold no-underline hover:bg-primary-tint"
          >
            <Download aria-hidden className="size-5" />
            {m.committee_export()}
          </a>
        )
      }
    >
      <Form method="get" className="screen-only grid grid-cols-2 items-end gap-4 sm:flex">
        <input type="hidden" name="by" value={by} />
        <DateField
          field={{ id: 'from', name: 'from', initialValue: from, errors: problems?.from }}
          label={m.committee_from()}
          key={`from ${from}`}
        />
        <DateField
          field={{ id: 'until', name: 'until', initialValue: until, errors: problems?.until }}
          label={m.committee_until()}
          key={`until ${until}`}
        />
        <Button>{m.committee_show()}</Button>
      </Form>
      {offered.length > 0 && (
        <Tabs
          label={m.committee_hours_title()}
          tabs={offered.map((each) => ({
            to: `?by=${each}&${asked}`,
            label: label[each],
            current: each === by,
          }))}
        />
      )}
      {problems ? null : groups.length === 0 ? (
        <EmptyState icon={ChartColumn} title={m.committee_hours_empty()}>
          {m.committee_hours_empty_advice()}
        </EmptyState>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <BarChart title={title[by]} unit={m.committee_unit_hours()} bars={bars} />
          <Table
            caption={title[by]}
            head={
              <tr>
                <Th>{label[by]}</Th>
                <Th className="text-right">{m.committee_unit_hours()}</Th>
                <Th className="text-right">{m.committee_services()}</Th>
                {by !== 'volunteer' && (
                  <Th className="text-right max-sm:hidden">{m.committee_volunteers()}</Th>
                )}
              </tr>
            }
          >
            {groups.map((group) => (
              <tr key={group.key}>
                <Td>{nameOf(group)}</Td>
                <Td numeric>{formatHours(group.minutes)}</Td>
                <Td numeric>{formatNumber(group.records)}</Td>
                {by !== 'volunteer' && (
                  <Td numeric className="max-sm:hidden">
                    {formatNumber(group.people)}
                  </Td>
                )}
              </tr>
            ))}
          </Table>
        </div>
      )}
      {unit.may.includes('ledger.check') && (
        <Section title={m.committee_ledger_title()}>
          <p className="max-w-measure text-muted">{m.committee_ledger_lead()}</p>
          {actionData && <LedgerAnswer check={actionData} />}
          <Form method="post" preventScrollReset className="screen-only">
            <Button icon={Link2}>{m.committee_ledger_check()}</Button>
          </Form>
        </Section>
      )}
    </DeskPage>
  );
}

/** Whether the ledgers are unbroken, in one sentence; where not, at which entry and how. */
function LedgerAnswer({ check: { entries, minutes, fault } }: { check: LedgerCheck }) {
  if (!fault) {
    const amount = formatDuration(minutes);
    return <Banner tone="success" urgent title={m.committee_ledger_whole({ count: entries, amount })} />;
  }
  const { community, index, kind } = fault;
  const what: Record<typeof kind, string> = {
    missing: m.committee_ledger_fault_missing(),
    unlinked: m.committee_ledger_fault_unlinked(),
    altered: m.committee_ledger_fault_altered(),
    opening_altered: m.committee_ledger_fault_opening_altered(),
    head: m.committee_ledger_fault_head(),
  };
  return (
    <Banner tone="danger" urgent title={m.committee_ledger_broken({ place: community.name, index })}>
      {what[kind]} {m.committee_ledger_broken_advice()}
    </Banner>
  );
}
