import { Form } from 'react-router';
import { recordStateWords } from '~/app/components/needs/state-words';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { TextArea } from '~/app/components/ui/text-field';
import type { MyRecord } from '~/app/graphql/hours';
import { formatDuration, formatWindow } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';
import { m } from '~/generated/messages/messages';

/** What went wrong with a dispute, and what had been typed. */
export interface DisputeProblem {
  recordId: string;
  message: string;
  reason: string;
}

/** One service with its amount and who has it now; the volunteer may object to it. */
export function RecordItem({ record, problem }: { record: MyRecord; problem?: DisputeProblem }) {
  const zone = record.community.timeZone;
  const { text, tone } = recordStateWords(record.state);
  const dispute = record.disputes.at(-1);
  const own = problem?.recordId === record.id ? problem : undefined;
  return (
    <li
      id={`record-${record.id}`}
      {...useLiveMark(record.id)}
      className="flex flex-col gap-1 px-4 pt-4 pb-1 sm:px-5"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="text-body">{record.activityName}</h3>
          <p className="text-muted">
            {formatWindow(record.startsAt, record.endsAt, zone)} · {record.organisation.name}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2 sm:flex-col sm:items-end sm:gap-1">
          <strong className="tabular-nums">{formatDuration(record.minutes)}</strong>
          <Badge tone={tone}>{text}</Badge>
        </div>
      </div>
      {record.reason && <p className="text-muted">{record.reason}</p>}
      {dispute && (
        <p className="text-muted">{dispute.resolution ?? m.hours_dispute_open({ reason: dispute.reason })}</p>
      )}
      {record.may.includes('dispute') && (
        <details open={Boolean(own)}>
          <summary className="inline-flex min-h-target items-center text-meta text-muted underline">
            {m.hours_dispute()}
          </summary>
          <Form method="post" preventScrollReset className="mt-2 flex flex-col gap-3">
            {own && <Banner tone="danger" urgent title={own.message} />}
            <input type="hidden" name="intent" value="dispute" />
            <input type="hidden" name="record" value={record.id} />
            <TextArea
              field={{ id: `reason-${record.id}`, name: 'reason', initialValue: own?.reason }}
              label={m.hours_dispute_reason()}
              hint={m.hours_dispute_hint()}
              required
              maxLength={1000}
              rows={3}
            />
            <div>
              <Button>{m.hours_dispute_send()}</Button>
            </div>
          </Form>
        </details>
      )}
    </li>
  );
}
