import { m } from '~/generated/messages/messages';
import type { RecordRow } from '~/app/graphql/organisation/records';
import { formatDuration, formatTime } from '~/app/i18n/format';

const levels = [
  m.organisation_evidence_0,
  m.organisation_evidence_1,
  m.organisation_evidence_2,
  m.organisation_evidence_3,
  m.organisation_evidence_4,
];

/** How well a record is attested, in words. */
export function evidenceWords(level: number): string {
  return (levels[level] ?? levels[0])?.() ?? '';
}

const sources: Record<string, () => string> = {
  code: m.organisation_source_code,
  self: m.organisation_source_self,
  magnet: m.organisation_source_magnet,
  coordinator: m.organisation_source_coordinator,
  officer: m.organisation_source_coordinator,
  kiosk: m.organisation_source_kiosk,
  paper: m.organisation_source_paper,
};

function sourceWords(source: string | null): string {
  return (source && sources[source]?.()) || m.organisation_source_other();
}

/** What was measured: when somebody came and went, and who wrote it down. */
export function attendanceWords(record: Pick<RecordRow, 'claim' | 'community'>): string[] {
  const attendance = record.claim?.attendance;
  if (!attendance) return [m.organisation_no_attendance()];
  const zone = record.community.timeZone;
  const lines = [
    m.organisation_evidence_in({
      time: formatTime(attendance.checkedInAt, zone),
      source: sourceWords(attendance.checkedInSource),
    }),
    attendance.checkedOutAt
      ? m.organisation_evidence_out({
          time: formatTime(attendance.checkedOutAt, zone),
          source: sourceWords(attendance.checkedOutSource),
        })
      : m.organisation_evidence_no_out(),
  ];
  if (attendance.breakMinutes > 0)
    lines.push(m.organisation_evidence_break({ amount: formatDuration(attendance.breakMinutes) }));
  if (attendance.walkIn) lines.push(m.organisation_walk_in());
  return lines;
}
