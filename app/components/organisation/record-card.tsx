import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';
import { Badge } from '~/app/components/ui/badge';
import { recordStateWords } from '~/app/components/needs/state-words';
import type { RecordRow } from '~/app/graphql/organisation/records';
import { formatDuration, formatWindow } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';
import { attendanceWords, evidenceWords } from './evidence';

interface RecordCardProps {
  record: RecordRow;
  now: string;
  /** Names the recording unit too, for those who look at many. */
  withUnit?: boolean;
  /** Names the state, where a list mixes several. */
  withState?: boolean;
  /** Under a section of the page rather than the page itself. */
  inSection?: boolean;
  children?: ReactNode;
}

/** A service record with what it rests on: who, how long, doing what, measured how, and what looks odd. */
export function RecordCard({ record, now, withUnit, withState, inSection, children }: RecordCardProps) {
  const mark = useLiveMark(record.id);
  const Name = inSection ? 'h3' : 'h2';
  const open = record.disputes.find((dispute) => !dispute.resolvedAt);
  const state = recordStateWords(record.state);
  return (
    <article {...mark} className="flex flex-col gap-3 rounded-card border border-rule bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Name className="text-lead">{record.person?.displayName ?? m.organisation_nameless()}</Name>
        <p className="text-title font-semibold tabular-nums">{formatDuration(record.minutes)}</p>
      </div>
      <div>
        <p>{record.activityName}</p>
        <p className="text-meta text-muted">
          {formatWindow(record.startsAt, record.endsAt, record.community.timeZone, now)}
          {record.place && ` · ${record.place}`}
          {withUnit && ` · ${record.organisation.name}`}
        </p>
      </div>
      <p className="text-meta">
        <span className="font-semibold">{evidenceWords(record.evidenceLevel)}</span>{' '}
        <span className="text-muted">{attendanceWords(record).join(' · ')}</span>
      </p>
      {open && (
        <blockquote className="rounded-control bg-accent-tint px-3 py-2">
          <p className="text-meta font-semibold text-accent">{m.organisation_dispute_of()}</p>
          <p>{open.reason}</p>
        </blockquote>
      )}
      {record.remarks.length > 0 && (
        <ul className="flex flex-col gap-1 rounded-control bg-caution-tint px-3 py-2">
          {record.remarks.map((remark) => (
            <li key={remark.code} className="flex gap-2">
              <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-caution" />
              {remark.text}
            </li>
          ))}
        </ul>
      )}
      {withState && (
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={state.tone}>{state.text}</Badge>
          {record.reason && <span className="text-meta text-muted">{record.reason}</span>}
        </p>
      )}
      {children}
    </article>
  );
}
