import { Check, Clock } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/hours';
import { RecordCard } from '~/app/components/organisation/record-card';
import { ActionForm, fieldOf, ReasonForm } from '~/app/components/ui/action-form';
import { EmptyState } from '~/app/components/ui/empty-state';
import { DeskPage, toUnit } from '~/app/components/organisation/desk-page';
import { Pagination } from '~/app/components/ui/pagination';
import { Tabs } from '~/app/components/ui/tabs';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { ConfirmRecord, type RecordRow, RecordsQuery } from '~/app/graphql/organisation/records';
import { formatDuration } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { unitOf } from './unit';
import { m } from '~/generated/messages/messages';

const record = z.string();
const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('confirm'), record }),
  z.object({
    intent: z.literal('lower'),
    record,
    minutes: z.coerce.number().int().min(0),
    reason: z.string().trim().min(2).max(500),
  }),
]);

const shelves = ['proposed', 'confirmed', 'verified', 'disputed', 'rejected'] as const;
type Shelf = (typeof shelves)[number];

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await unitOf(context, url);
  const shelf = shelves.find((each) => each === url.searchParams.get('state')) ?? 'proposed';
  const { serviceRecords } = await api(context).query(RecordsQuery, {
    filter: { organisation: unit.id, state: [shelf] },
    first: 25,
    after: url.searchParams.get('after'),
  });
  return { unit, shelf, records: serviceRecords, now: new Date().toISOString() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { intent: _, ...input } = read.value;
  const { confirmServiceRecord } = await api(context).mutate(ConfirmRecord, { input });
  if (isProblem(confirmServiceRecord)) return read.refuse(confirmServiceRecord);
  return redirect(`${url.pathname}${url.search}`);
}

export function meta() {
  return [{ title: m.organisation_hours_title() }];
}

export default function OrganisationHours({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, shelf, records, now } = loaderData;
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
      {records.edges.length === 0 ? (
        <EmptyState icon={Clock} title={m.organisation_hours_empty()}>
          {m.organisation_hours_empty_advice()}
        </EmptyState>
      ) : (
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
                <RecordCard record={node} now={now}>
                  {shelf === 'proposed' && <Confirm record={node} reply={actionData} />}
                </RecordCard>
              </li>
            ))}
          </ul>
          <Pagination pageInfo={records.pageInfo} />
        </>
      )}
    </DeskPage>
  );
}

/** Confirming what was measured, or less of it with the reason; a colleague's task when the hours are one's own. */
function Confirm({ record, reply }: { record: RecordRow; reply?: FormReply }) {
  if (!record.may.includes('confirm')) return <p className="text-caution">{m.organisation_hours_own()}</p>;
  const lower = { intent: 'lower', record: record.id };
  return (
    <>
      <ActionForm
        hidden={{ intent: 'confirm', record: record.id }}
        reply={reply}
        label={m.organisation_confirm({ amount: formatDuration(record.minutes) })}
        tone="primary"
        icon={Check}
      />
      <ReasonForm
        hidden={lower}
        reply={reply}
        summary={m.organisation_lower_summary()}
        question={m.organisation_lower_question()}
        hint={m.organisation_lower_hint()}
        label={m.organisation_lower_do()}
        tone="secondary"
      >
        {(mine) => (
          <TextField
            field={fieldOf(lower, 'minutes', mine, String(record.minutes))}
            label={m.organisation_lower_minutes()}
            type="number"
            inputMode="numeric"
            min={0}
            max={record.minutes}
          />
        )}
      </ReasonForm>
    </>
  );
}
