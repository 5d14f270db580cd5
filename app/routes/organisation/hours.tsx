import { Clock } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/hours';
import { ConfirmList } from '~/app/components/organisation/confirm-list';
import { RecordCard } from '~/app/components/organisation/record-card';
import { Banner } from '~/app/components/ui/banner';
import { EmptyState } from '~/app/components/ui/empty-state';
import { DeskPage, toUnit } from '~/app/components/organisation/desk-page';
import { Pagination } from '~/app/components/ui/pagination';
import { Tabs } from '~/app/components/ui/tabs';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import {
  ConfirmQueue,
  ConfirmRecord,
  ConfirmRecords,
  RecordsQuery,
} from '~/app/graphql/organisation/records';
import { formatDuration } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { refusedAmong, ticked } from './several';
import { unitOf } from './unit';
import { m } from '~/generated/messages/messages';

const record = z.string();
const shape = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('lower'),
    record,
    minutes: z.coerce.number().int().min(0),
    reason: z.string().trim().min(2).max(500),
  }),
  z.object({ intent: z.literal('confirm-many'), records: ticked(() => m.organisation_no_record_ticked()) }),
]);

const shelves = ['proposed', 'confirmed', 'verified', 'disputed', 'rejected'] as const;
type Shelf = (typeof shelves)[number];

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await unitOf(context, url);
  const { query } = api(context);
  const shelf = shelves.find((each) => each === url.searchParams.get('state')) ?? 'proposed';
  const shown = {
    unit,
    shelf,
    done: Number(url.searchParams.get('done')) || 0,
    now: new Date().toISOString(),
  };
  if (shelf === 'proposed') {
    const { risky, plain } = await query(ConfirmQueue, { unit: unit.id });
    const nodes = (list: typeof risky) => list.edges.map((edge) => edge.node);
    const queue = { risky: nodes(risky), plain: nodes(plain), total: risky.totalCount + plain.totalCount };
    return { ...shown, queue, records: null };
  }
  const { serviceRecords } = await query(RecordsQuery, {
    filter: { organisation: unit.id, state: [shelf] },
    first: 25,
    after: url.searchParams.get('after'),
  });
  return { ...shown, queue: null, records: serviceRecords };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { mutate } = api(context);
  const wish = read.value;
  if (wish.intent === 'lower') {
    const { record: id, minutes, reason } = wish;
    const { confirmServiceRecord } = await mutate(ConfirmRecord, { input: { record: id, minutes, reason } });
    if (isProblem(confirmServiceRecord)) return read.refuse(confirmServiceRecord);
    return redirect(`${url.pathname}?done=1`);
  }
  const { confirmServiceRecords } = await mutate(ConfirmRecords, { input: { records: wish.records } });
  if (isProblem(confirmServiceRecords)) return read.refuse(confirmServiceRecords);
  const refused = refusedAmong(
    confirmServiceRecords,
    (each) => each.record?.person?.displayName ?? m.organisation_nameless(),
  );
  return refused ? read.refuse(refused) : redirect(`${url.pathname}?done=${confirmServiceRecords.count}`);
}

export function meta() {
  return [{ title: m.organisation_hours_title() }];
}

export default function OrganisationHours({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, shelf, queue, records, done, now } = loaderData;
  useLive([`organisation:${unit.id}`]);
  const label: Record<Shelf, string> = {
    proposed: m.organisation_records_proposed(),
    confirmed: m.organisation_records_confirmed(),
    verified: m.organisation_records_verified(),
    disputed: m.organisation_records_disputed(),
    rejected: m.organisation_records_rejected(),
  };
  return (
    <DeskPage back={toUnit()} title={m.organisation_hours_title()} lead={m.organisation_hours_lead()}>
      <Tabs
        label={m.organisation_hours_title()}
        tabs={shelves.map((each) => ({ to: `?state=${each}`, label: label[each], current: each === shelf }))}
      />
      {done > 0 && !actionData && (
        <Banner tone="success" urgent title={m.organisation_confirmed_now({ count: done })} />
      )}
      {queue && queue.total > 0 && (
        <ConfirmList key={queue.total} risky={queue.risky} plain={queue.plain} now={now} reply={actionData} />
      )}
      {(queue ? queue.total : records?.edges.length) === 0 && (
        <EmptyState icon={Clock} title={m.organisation_hours_empty()}>
          {shelf === 'proposed' ? m.organisation_hours_empty_advice() : null}
        </EmptyState>
      )}
      {records && records.edges.length > 0 && (
        <>
          <p className="text-muted">
            {m.organisation_hours_sum({
              count: records.totalCount,
              amount: formatDuration(records.totalMinutes),
            })}
          </p>
          <ul className="flex flex-col gap-4">
            {records.edges.map(({ node }) => (
              <li key={node.id}>
                <RecordCard record={node} now={now} />
              </li>
            ))}
          </ul>
          <Pagination pageInfo={records.pageInfo} />
        </>
      )}
    </DeskPage>
  );
}
