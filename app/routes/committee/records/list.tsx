import { ClipboardCheck } from 'lucide-react';
import { Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/list';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { PlainRecords } from '~/app/components/committee/plain-records';
import { RecordDecisions } from '~/app/components/committee/record-decisions';
import { RecordCard } from '~/app/components/organisation/record-card';
import { Banner } from '~/app/components/ui/banner';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import { Pagination } from '~/app/components/ui/pagination';
import { Tabs } from '~/app/components/ui/tabs';
import type { FormReply } from '~/app/forms/form';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { VerifyQueue, VerifyRecords } from '~/app/graphql/committee/records';
import { type RecordRow, RecordsQuery } from '~/app/graphql/organisation/records';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { decideRecord, decisionShapes } from './decide';
import { m } from '~/generated/messages/messages';

const records = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string()));
const shape = z.discriminatedUnion('intent', [
  ...decisionShapes,
  z.object({
    intent: z.literal('bulk'),
    records: records.refine((ids) => ids.length > 0, { error: () => m.committee_none_ticked() }),
  }),
]);

const shelves = ['waiting', 'disputed', 'verified', 'rejected'] as const;
type Shelf = (typeof shelves)[number];

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { query } = api(context);
  const shelf = shelves.find((each) => each === url.searchParams.get('show')) ?? 'waiting';
  const community = unit.community.id;
  const now = new Date().toISOString();
  const done = { verified: count(url, 'verified'), refused: count(url, 'refused') };
  if (shelf === 'waiting') {
    return { shelf, now, done, queue: await query(VerifyQueue, { community }), listed: null };
  }
  const { serviceRecords } = await query(RecordsQuery, {
    filter: { community, state: [shelf] },
    first: 25,
    after: url.searchParams.get('after'),
  });
  return { shelf, now, done, queue: null, listed: serviceRecords };
}

const count = (url: URL, name: string) => Number(url.searchParams.get(name)) || 0;

export async function action({ request, context, url }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const decision = read.value;
  if (decision.intent !== 'bulk') {
    const result = await decideRecord(api(context), decision);
    return isProblem(result)
      ? read.refuse(result)
      : redirect(`${url.pathname}?show=${url.searchParams.get('show') ?? 'waiting'}`);
  }
  const { verifyServiceRecords } = await api(context).mutate(VerifyRecords, {
    input: { records: decision.records },
  });
  if (isProblem(verifyServiceRecords)) return read.refuse(verifyServiceRecords);
  const { verified, refused } = verifyServiceRecords;
  return redirect(`${url.pathname}?verified=${verified}&refused=${refused.length}`);
}

export function meta() {
  return [{ title: m.committee_records_title() }];
}

export default function VerifyHours({ loaderData, actionData }: Route.ComponentProps) {
  const { shelf, now, done, queue, listed } = loaderData;
  useLive(useViewerFeeds('community', 'below'));
  const label: Record<Shelf, string> = {
    waiting: m.committee_records_waiting(),
    disputed: m.organisation_records_disputed(),
    verified: m.organisation_records_verified(),
    rejected: m.organisation_records_rejected(),
  };
  return (
    <DeskPage title={m.committee_records_title()} lead={m.committee_records_lead()} width="wide">
      <Tabs
        label={m.committee_records_title()}
        tabs={shelves.map((each) => ({ to: `?show=${each}`, label: label[each], current: each === shelf }))}
      />
      {done.verified + done.refused > 0 && (
        <Banner
          tone={done.refused > 0 ? 'caution' : 'success'}
          urgent
          title={m.committee_bulk_verified({ count: done.verified })}
        >
          {done.refused > 0 && m.committee_bulk_refused({ count: done.refused })}
        </Banner>
      )}
      {queue && (
        <>
          {queue.risky.edges.length > 0 && (
            <Section title={m.committee_risky_title({ count: queue.risky.totalCount })}>
              <Records
                records={queue.risky.edges.map((edge) => edge.node)}
                now={now}
                reply={actionData}
                inSection
              />
            </Section>
          )}
          {queue.plain.edges.length > 0 && (
            <Section title={m.committee_plain_title({ count: queue.plain.totalCount })}>
              <PlainRecords records={queue.plain.edges.map((edge) => edge.node)} reply={actionData} />
            </Section>
          )}
          {queue.risky.edges.length + queue.plain.edges.length === 0 && <Nothing />}
        </>
      )}
      {listed && (
        <>
          {listed.edges.length === 0 ? (
            <Nothing />
          ) : (
            <Records records={listed.edges.map((edge) => edge.node)} now={now} reply={actionData} />
          )}
          <Pagination pageInfo={listed.pageInfo} />
        </>
      )}
    </DeskPage>
  );
}

interface RecordsProps {
  records: readonly RecordRow[];
  now: string;
  reply?: FormReply;
  inSection?: boolean;
}

function Records({ records, now, reply, inSection }: RecordsProps) {
  return (
    <ul className="grid items-start gap-4 lg:grid-cols-2 elder:grid-cols-1">
      {records.map((record) => (
        <li key={record.id}>
          <RecordCard record={record} now={now} withUnit inSection={inSection}>
            <RecordDecisions record={record} reply={reply} inList />
            <Link
              to={`/committee/records/${record.id}`}
              prefetch="intent"
              className="inline-flex min-h-target items-center self-start"
            >
              {m.committee_record_open()}
            </Link>
          </RecordCard>
        </li>
      ))}
    </ul>
  );
}

function Nothing() {
  return (
    <EmptyState icon={ClipboardCheck} title={m.committee_records_empty()}>
      {m.committee_records_empty_advice()}
    </EmptyState>
  );
}
