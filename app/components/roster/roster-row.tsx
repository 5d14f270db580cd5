import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import { formatDuration, formatTime } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';

/** One person of the roster, what is known of them, and what can be done. */
export function RosterRow({
  claim,
  zone,
  children,
}: {
  claim: RosterClaim;
  zone: string;
  children?: ReactNode;
}) {
  const mark = useLiveMark(claim.id);
  return (
    <li {...mark} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <p className="text-lead font-semibold">{claim.person?.displayName ?? m.organisation_nameless()}</p>
        <p className="text-meta text-muted">{claimLine(claim, zone)}</p>
      </div>
      {children && (
        <div className="flex flex-wrap items-start gap-3 has-[details[open]]:w-full">{children}</div>
      )}
    </li>
  );
}

/** When somebody came and went, or why they are not here. */
function claimLine({ state, attendance, record, reason }: RosterClaim, zone: string): string {
  if (attendance) {
    const came = m.organisation_came_at({ time: formatTime(attendance.checkedInAt, zone) });
    const went =
      attendance.checkedOutAt && m.organisation_went_at({ time: formatTime(attendance.checkedOutAt, zone) });
    const amount = record && formatDuration(record.minutes);
    return [came, went, amount, attendance.walkIn && m.organisation_walk_in()].filter(Boolean).join(' · ');
  }
  return [stateWords[state]?.(), reason].filter(Boolean).join(' · ');
}

const stateWords: Partial<Record<RosterClaim['state'], () => string>> = {
  requested: m.organisation_claim_requested,
  confirmed: m.organisation_claim_confirmed,
  offered: m.organisation_claim_offered,
  invited: m.organisation_claim_invited,
  waitlisted: m.organisation_claim_waitlisted,
  no_show: m.public_claim_no_show,
  withdrawn: m.public_claim_withdrawn,
  declined: m.public_claim_declined,
  released: m.organisation_claim_released,
  expired: m.public_claim_expired,
};
