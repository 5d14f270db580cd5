import { z } from 'zod';
import type { Route } from './+types/record';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { RecordDecisions } from '~/app/components/committee/record-decisions';
import { HistoryList } from '~/app/components/organisation/history-list';
import { RecordCard } from '~/app/components/organisation/record-card';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { TextArea } from '~/app/components/ui/text-field';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { type FullRecord, OpenRecord, RecordPage } from '~/app/graphql/committee/records';
import { formatMoment } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { actOnRecord } from './decide';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { serviceRecord } = await api(context).query(RecordPage, { id: params.recordId });
  if (!serviceRecord && !unit.may.includes('record.open_below')) notFound();
  return { record: serviceRecord, now: new Date().toISOString() };
}

const openShape = z.object({ intent: z.literal('open'), reason: z.string().trim().min(2).max(500) });

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const form = await request.formData();
  if (form.get('intent') !== 'open') return actOnRecord(api(context), form, url.pathname);
  const read = readForm(form, openShape);
  if (!read.ok) return read.reply;
  const input = { record: params.recordId, reason: read.value.reason };
  const { openServiceRecord } = await api(context).mutate(OpenRecord, { input });
  return isProblem(openServiceRecord) ? read.refuse(openServiceRecord) : { opened: openServiceRecord };
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.record?.activityName ?? m.committee_record_title() }];
}

/** One record of the committee's own, or one of a community below that is opened with a reason. */
export default function RecordReview({ loaderData, actionData }: Route.ComponentProps) {
  const { now } = loaderData;
  useLive(useViewerFeeds('community', 'below'));
  const opened = actionData && 'opened' in actionData ? actionData.opened : null;
  const reply = actionData && 'opened' in actionData ? undefined : actionData;
  const record = opened ?? loaderData.record;
  const nameless = record !== null && record.person === null && record.may.length > 0;
  return (
    <DeskPage
      title={m.committee_record_title()}
      width={record ? 'wide' : 'reading'}
      back={{ to: '/committee/records', label: m.committee_records_title() }}
    >
      {opened && <Banner tone="info">{m.committee_record_opened()}</Banner>}
      {(!record || nameless) && <OpenWithReason reply={reply} escalated={nameless} />}
      {record && <WholeRecord record={record} now={now} reply={reply} />}
    </DeskPage>
  );
}

/** Asks why a record of an area below is opened; `escalated` when it is this committee's to decide. */
function OpenWithReason({ reply, escalated }: { reply?: FormReply; escalated: boolean }) {
  const hidden = { intent: 'open' };
  return (
    <Card className="flex flex-col gap-4">
      <div>
        <h2 className="text-title">
          {escalated ? m.committee_record_escalated() : m.committee_record_closed()}
        </h2>
        <p className="text-muted">
          {escalated ? m.committee_record_escalated_advice() : m.committee_record_closed_advice()}
        </p>
      </div>
      <ActionForm hidden={hidden} reply={reply} label={m.committee_record_open_now()} tone="primary">
        {(mine) => (
          <TextArea
            field={fieldOf(hidden, 'reason', mine)}
            label={m.committee_record_open_reason()}
            rows={3}
            maxLength={500}
          />
        )}
      </ActionForm>
    </Card>
  );
}

/** A record beside its evidence, who wrote, confirmed and verified it, its disputes and its place in the ledger. */
function WholeRecord({ record, now, reply }: { record: FullRecord; now: string; reply?: FormReply }) {
  const zone = record.community.timeZone;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <RecordCard record={record} now={now} withUnit withState>
        <RecordDecisions record={record} reply={reply} />
      </RecordCard>
      <div className="flex flex-col gap-6">
        <Card>
          <Facts facts={hands(record, zone)} />
        </Card>
        {record.disputes.length > 0 && (
          <Section title={m.committee_disputes()}>
            <ul className="flex flex-col gap-3">
              {record.disputes.map((dispute) => (
                <li key={dispute.id} className="rounded-card border border-rule bg-surface p-4">
                  <p>{m.committee_dispute_says({ reason: dispute.reason })}</p>
                  <p className="text-meta text-muted">{formatMoment(dispute.openedAt, zone, now)}</p>
                  {dispute.resolution && (
                    <p className="mt-2">{m.committee_dispute_answer({ text: dispute.resolution })}</p>
                  )}
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={m.organisation_history()}>
          <HistoryList entries={record.history} zone={zone} />
        </Section>
        {record.ledger.length > 0 && (
          <Details summary={m.committee_ledger()}>
            <ul className="flex flex-col gap-2 text-meta">
              {record.ledger.map((entry) => (
                <li key={entry.id}>
                  {ledgerLine(entry, formatMoment(entry.at, zone))}
                  <code className="block break-all font-mono text-muted">{entry.hash}</code>
                </li>
              ))}
            </ul>
          </Details>
        )}
      </div>
    </div>
  );
}

/** A credit, or the counter entry that takes it back. */
function ledgerLine({ kind, index, minutes }: FullRecord['ledger'][number], when: string): string {
  const line = kind === 'counter' ? m.committee_ledger_counter : m.committee_ledger_entry;
  return line({ index, minutes, when });
}

/** Whose hands the record went through; they must differ. */
function hands(record: FullRecord, zone: string) {
  const by = (person: { displayName: string | null } | null, at: string | null) =>
    person && `${person.displayName ?? m.organisation_nameless()}${at ? ` · ${formatMoment(at, zone)}` : ''}`;
  return [
    record.content !== null && { term: m.committee_content(), value: record.content },
    { term: m.committee_recorded_by(), value: by(record.recorder, record.recordedAt) ?? '—' },
    {
      term: m.committee_confirmed_by(),
      value: by(record.confirmer, record.confirmedAt) ?? m.committee_not_yet(),
    },
    {
      // Whoever did not recognise a record stands here without a moment: its history has it.
      term: record.verifier && !record.verifiedAt ? m.committee_rejected_by() : m.committee_verified_by(),
      value: by(record.verifier, record.verifiedAt) ?? m.committee_not_yet(),
    },
  ];
}
