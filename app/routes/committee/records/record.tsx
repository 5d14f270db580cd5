import type { Route } from './+types/record';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { RecordDecisions } from '~/app/components/committee/record-decisions';
import { HistoryList } from '~/app/components/organisation/history-list';
import { RecordCard } from '~/app/components/organisation/record-card';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { api, notFound } from '~/app/graphql/api';
import { type FullRecord, RecordPage } from '~/app/graphql/committee/records';
import { formatMoment } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { committeeOf } from '../../organisation/unit';
import { actOnRecord } from './decide';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { serviceRecord } = await api(context).query(RecordPage, { id: params.recordId });
  return { unit, record: serviceRecord ?? notFound(), now: new Date().toISOString() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  return actOnRecord(api(context), await request.formData(), url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.record.activityName }];
}

/** One record beside its evidence, who wrote, confirmed and verified it, its disputes and its place in the ledger. */
export default function RecordReview({
  loaderData: { unit, record, now },
  actionData,
}: Route.ComponentProps) {
  useLive([`community:${unit.community.id}`]);
  const zone = record.community.timeZone;
  return (
    <DeskPage
      title={m.committee_record_title()}
      width="wide"
      back={{ to: '/committee/records', label: m.committee_records_title() }}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <RecordCard record={record} now={now} withUnit withState>
          <RecordDecisions record={record} reply={actionData} />
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
                    {m.committee_ledger_entry({
                      index: entry.index,
                      minutes: entry.minutes,
                      when: formatMoment(entry.at, zone),
                    })}
                    <code className="block break-all font-mono text-muted">{entry.hash}</code>
                  </li>
                ))}
              </ul>
            </Details>
          )}
        </div>
      </div>
    </DeskPage>
  );
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
      term: m.committee_verified_by(),
      value: by(record.verifier, record.verifiedAt) ?? m.committee_not_yet(),
    },
  ];
}
