import { ChevronDown, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';
import type { FormReply } from '~/app/forms/form';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import { TapNotes } from './tap-notes';
import { formatDuration, formatMoment, formatTime } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';

interface RosterRowProps {
  claim: RosterClaim;
  zone: string;
  reply?: FormReply;
  /** The form that a tick beside the name belongs to; none where people are not handled together. */
  tickFor?: string;
  /** What one usually does with this person, at the end of the line. */
  children?: ReactNode;
  /** What one seldom does, under the name. */
  more?: ReactNode;
}

/**
 * One person of the roster on one line: a tick, the name with what is known of them, and the one thing that comes next. The
 * name opens what is seldom needed. Forms stand beside each other, never inside one another: the tick names its form.
 */
export function RosterRow({ claim, zone, reply, tickFor, children, more }: RosterRowProps) {
  const mark = useLiveMark(claim.id);
  const name = claim.person?.displayName ?? m.organisation_nameless();
  const sent = reply?.initialValue;
  const line = claimLine(claim, zone);
  const answered = sent?.claim === claim.id;
  const words = (
    <>
      <span className="block text-lead leading-snug font-semibold max-sm:text-body">{name}</span>
      {line && <span className="block text-meta text-muted">{line}</span>}
      {claim.note && (
        <span className="flex items-start gap-1.5 text-meta">
          <StickyNote aria-hidden className="mt-1 size-4 shrink-0 text-caution" />
          <span className="sr-only">{m.organisation_note()}: </span>
          {claim.note}
        </span>
      )}
    </>
  );
  return (
    <li {...mark} className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5 pr-3 pl-1 sm:pr-4 sm:pl-2">
      {tickFor && (
        <label className="flex min-h-target min-w-target items-center justify-center">
          <input
            type="checkbox"
            form={tickFor}
            name="claims"
            value={claim.id}
            defaultChecked={
              Array.isArray(sent?.claims) ? sent.claims.includes(claim.id) : sent?.claims === claim.id
            }
            className="size-6"
          />
          <span className="sr-only">{name}</span>
        </label>
      )}
      {more ? (
        <details
          open={answered && sent?.intent !== 'in'}
          className="group min-w-32 flex-1 open:order-first open:basis-full open:pl-2"
        >
          <summary className="flex min-h-target list-none items-center justify-between gap-2 rounded-control py-1 [&::-webkit-details-marker]:hidden">
            <span className="min-w-0">{words}</span>
            <ChevronDown
              aria-label={m.organisation_row_more()}
              className="size-5 shrink-0 text-muted transition-transform duration-150 group-open:rotate-180"
            />
          </summary>
          <div className="flex flex-col gap-4 pt-2 pb-3">{more}</div>
        </details>
      ) : (
        <div className={tickFor ? 'min-w-32 flex-1' : 'min-w-32 flex-1 py-1 pl-3 sm:pl-2'}>{words}</div>
      )}
      <TapNotes claim={claim.id} zone={zone} />
      {children && (
        <div className="ml-auto flex flex-wrap items-start gap-3 has-[details[open]]:w-full">{children}</div>
      )}
    </li>
  );
}

/** When somebody came and went, or why they are not here. */
function claimLine(claim: RosterClaim, zone: string): string {
  const { state, attendance, record, reason } = claim;
  if (claim.offerUntil)
    return m.organisation_claim_offered_until({ until: formatMoment(claim.offerUntil, zone) });
  if (claim.waitlistPosition !== null) {
    const since = m.organisation_claim_waits_since({ since: formatMoment(claim.stateSince, zone) });
    return `${m.organisation_claim_in_line({ position: claim.waitlistPosition })} · ${since}`;
  }
  if (attendance) {
    const { checkedInAt, checkedInHeardAt, checkedOutAt, checkedOutHeardAt } = attendance;
    const came =
      m.organisation_came_at({ time: formatTime(checkedInAt, zone) }) + late(checkedInHeardAt, zone);
    const went =
      checkedOutAt &&
      m.organisation_went_at({ time: formatTime(checkedOutAt, zone) }) + late(checkedOutHeardAt, zone);
    const amount = record && formatDuration(record.minutes);
    return [came, went, amount, attendance.walkIn && m.organisation_walk_in()].filter(Boolean).join(' · ');
  }
  const coming = state === 'confirmed' && claim.coming ? comingWords[claim.coming]() : null;
  const left = claim.withdrawnAs && leftWords[claim.withdrawnAs];
  return [(left ?? stateWords[state])?.(), coming, reason].filter(Boolean).join(' · ');
}

const leftWords: Partial<Record<NonNullable<RosterClaim['withdrawnAs']>, () => string>> = {
  late: m.public_left_late,
  handed_over: m.handover_left,
  swapped: m.handover_left_swapped,
};

const comingWords: Record<NonNullable<RosterClaim['coming']>, () => string> = {
  asked: m.reminders_roster_asked,
  coming: m.reminders_roster_coming,
  cannot: m.reminders_said_cannot,
};

/** When the server heard of it, where a device had kept it. */
const late = (heardAt: string | null, zone: string): string =>
  heardAt ? ` (${m.day_sent_later({ time: formatMoment(heardAt, zone) })})` : '';

const stateWords: Partial<Record<RosterClaim['state'], () => string>> = {
  requested: m.organisation_claim_requested,
  offered: m.organisation_claim_offered,
  invited: m.organisation_claim_invited,
  waitlisted: m.organisation_claim_waitlisted,
  no_show: m.public_claim_no_show,
  withdrawn: m.public_claim_withdrawn,
  declined: m.public_claim_declined,
  released: m.organisation_claim_released,
  expired: m.public_claim_expired,
};
