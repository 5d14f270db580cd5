import { PhoneIncoming, PhoneOff, Search, SearchX } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import type { Route } from './+types/calls';
import { callBackWords } from '~/app/components/intake/call-back-words';
import { outcomes, outcomeWords } from '~/app/components/intake/choices';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { SettleForm } from '~/app/components/intake/settle-form';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import { clockRuns, DueBadge } from '~/app/components/needs/due-badge';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Button, LinkButton } from '~/app/components/ui/button';
import { SelectField } from '~/app/components/ui/choice-field';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Pagination } from '~/app/components/ui/pagination';
import { Table, Td, Th } from '~/app/components/ui/table';
import { Tabs } from '~/app/components/ui/tabs';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { type CallBack, CallBacksQuery, type IntakeRow, IntakesQuery } from '~/app/graphql/committee/intake';
import { formatFromNow, formatMoment } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { settle } from './settle';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { query } = api(context);
  const now = new Date().toISOString();
  const after = url.searchParams.get('after');
  const search = {
    text: url.searchParams.get('text')?.trim().slice(0, 80) ?? '',
    outcome: outcomes.find((outcome) => outcome === url.searchParams.get('outcome')),
  };
  if (url.searchParams.get('show') !== 'all')
    return { now, search, calls: (await query(CallBacksQuery, { after })).intakes, listed: null };
  const filter = { text: search.text || undefined, outcome: search.outcome };
  return { now, search, calls: null, listed: (await query(IntakesQuery, { filter, after })).intakes };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  return (await settle(api(context), await request.formData())) ?? redirect(url.pathname);
}

export function meta() {
  return [{ title: m.committee_intake_list_title() }];
}

/** Whom to ring back, by when; and every request that was taken down. */
export default function Calls({ loaderData, actionData }: Route.ComponentProps) {
  const { now, search, calls, listed } = loaderData;
  useLive(useViewerFeeds('community', 'below'));
  return (
    <DeskPage
      title={m.committee_intake_list_title()}
      width="wide"
      back={{ to: '/committee/intake', label: m.committee_intake_title() }}
      action={
        <LinkButton to="/committee/intake" icon={PhoneIncoming} tone="primary">
          {m.committee_intake_next_call()}
        </LinkButton>
      }
    >
      <Tabs
        label={m.committee_intake_list_title()}
        tabs={[
          { to: '?show=calls', label: m.committee_intake_calls_title(), current: calls !== null },
          { to: '?show=all', label: m.committee_intake_all(), current: listed !== null },
        ]}
      />
      {calls && <CallBacks calls={calls.edges.map((edge) => edge.node)} now={now} reply={actionData} />}
      {listed && (
        <>
          <SearchForm search={search} />
          <Requests rows={listed.edges.map((edge) => edge.node)} now={now} count={listed.totalCount} />
        </>
      )}
      <Pagination pageInfo={(calls ?? listed).pageInfo} />
    </DeskPage>
  );
}

interface CallBacksProps {
  calls: readonly CallBack[];
  now: string;
  reply?: FormReply;
}

function CallBacks({ calls, now, reply }: CallBacksProps) {
  if (calls.length === 0)
    return (
      <EmptyState icon={PhoneOff} title={m.committee_intake_calls_none()}>
        {m.committee_intake_calls_none_advice()}
      </EmptyState>
    );
  return (
    <ul className="grid items-start gap-4 lg:grid-cols-2 elder:grid-cols-1">
      {calls.map((call) => {
        const due = callBackWords(call.callBackAt ?? now, now);
        return (
          <li key={call.id} className="flex flex-col gap-2 rounded-card border border-rule bg-surface p-4">
            <p className="flex flex-wrap justify-between gap-x-4">
              <strong className={due.late ? 'text-accent' : 'text-primary'}>{due.text}</strong>
              <span className="text-muted">
                {formatMoment(call.callBackAt ?? now, call.community.timeZone, now)}
              </span>
            </p>
            <div className="flex flex-wrap items-center justify-between gap-x-6">
              <span className="text-lead font-semibold">
                {call.requester?.displayName ?? m.committee_intake_nameless()}
              </span>
              <PhoneLink phone={call.requesterPhone} />
            </div>
            <RequestDue row={call} now={now} />
            <Link
              to={`/committee/intake/${call.id}`}
              prefetch="none"
              className="inline-flex min-h-target items-center"
            >
              {call.subject}
            </Link>
            <SettleForm intake={call.id} reply={reply} />
          </li>
        );
      })}
    </ul>
  );
}

function SearchForm({ search }: { search: Route.ComponentProps['loaderData']['search'] }) {
  return (
    <Form
      key={JSON.stringify(search)}
      method="get"
      role="search"
      className="grid items-end gap-3 sm:grid-cols-[2fr_1fr_auto] elder:grid-cols-1"
    >
      <input type="hidden" name="show" value="all" />
      <TextField
        field={{ id: 'text', name: 'text', initialValue: search.text }}
        label={m.committee_intake_search()}
        type="search"
        autoComplete="off"
      />
      <SelectField
        field={{ id: 'outcome', name: 'outcome', initialValue: search.outcome }}
        label={m.committee_intake_outcome_short()}
        empty={m.committee_intake_outcome_any()}
        options={outcomes.map((value) => ({ value, label: outcomeWords[value]() }))}
      />
      <Button icon={Search}>{m.committee_slips_find()}</Button>
    </Form>
  );
}

/** Until when it is answered; once it is, until when help is done. */
function RequestDue({ row, now }: { row: IntakeRow; now: string }) {
  if (!row.respondedAt)
    return <DueBadge dueAt={row.respondBy} now={now} say={(due) => m.standards_respond({ due })} />;
  return row.need && clockRuns(row.need.status) ? <DueBadge dueAt={row.need.dueAt} now={now} /> : null;
}

/** Requests as a table: what, for whom, what became of it, when. */
function Requests({ rows, now, count }: { rows: readonly IntakeRow[]; now: string; count: number }) {
  if (rows.length === 0)
    return (
      <EmptyState icon={SearchX} title={m.committee_intake_none()}>
        {m.committee_intake_none_advice()}
      </EmptyState>
    );
  return (
    <Table
      caption={m.committee_intake_found({ count })}
      head={
        <tr>
          <Th className="max-sm:hidden">{m.committee_intake_number()}</Th>
          <Th>{m.committee_intake_subject_short()}</Th>
          <Th className="max-sm:hidden">{m.committee_intake_who_short()}</Th>
          <Th className="max-sm:hidden">{m.committee_intake_outcome_short()}</Th>
          <Th className="max-lg:hidden">{m.committee_intake_taken_in()}</Th>
        </tr>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Td className="whitespace-nowrap tabular-nums max-sm:hidden">{spokenNumber(row.number)}</Td>
          <Td>
            <Link
              to={`/committee/intake/${row.id}`}
              prefetch="none"
              className="inline-flex min-h-target items-center font-semibold"
            >
              {row.subject}
            </Link>
            <RequestDue row={row} now={now} />
            <span className="block text-meta text-muted sm:hidden">
              {[spokenNumber(row.number), row.servedPerson?.displayName, outcomeWords[row.outcome]()]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </Td>
          <Td className="max-sm:hidden">{row.servedPerson?.displayName}</Td>
          <Td className="max-sm:hidden">{outcomeWords[row.outcome]()}</Td>
          <Td className="whitespace-nowrap text-meta text-muted max-lg:hidden">
            {formatFromNow(row.createdAt, now)}
          </Td>
        </tr>
      ))}
    </Table>
  );
}
