import { m } from '~/generated/messages/messages';
import { formatMoment } from '~/app/i18n/format';

interface HistoryLine {
  id: string;
  action: string;
  reason: string | null;
  at: string;
  actorName: string | null;
  /** For whom it was done, where that is somebody else. */
  onBehalfOfName?: string | null;
}

const actions: Record<string, () => string> = {
  taken_off_view: m.proxies_history_off_view,
  taken_down: m.proxies_history_taken_down,
  called_back: m.proxies_history_called_back,
  received: m.proxies_history_received,
  reviewed: m.proxies_history_reviewed,
  consented: m.proxies_history_consented,
  given: m.proxies_history_consented,
  profile_changed: m.proxies_history_profile,
  issued: m.proxies_history_certificate,
  checked_in: m.proxies_history_checked_in,
  checked_out: m.proxies_history_checked_out,
  drafted: m.organisation_history_posted,
  edited: m.organisation_history_edited,
  submitted: m.organisation_history_submitted,
  published: m.organisation_history_published,
  returned: m.organisation_history_returned,
  cancelled: m.organisation_history_cancelled,
  task_cancelled: m.organisation_history_task_cancelled,
  started: m.organisation_history_started,
  completed: m.organisation_history_completed,
  judged: m.judging_history_judged,
  reopened: m.judging_history_reopened,
  not_judged: m.judging_history_not_judged,
  proposed: m.organisation_history_proposed,
  confirmed: m.organisation_history_confirmed,
  verified: m.organisation_history_verified,
  rejected: m.organisation_history_rejected,
  corrected: m.organisation_history_corrected,
  disputed: m.organisation_history_disputed,
  dispute_resolved: m.organisation_history_resolved,
  opened: m.committee_history_opened,
  requested: m.organisation_claim_requested,
  waitlisted: m.public_history_waitlisted,
  offered: m.organisation_claim_offered,
  expired: m.public_claim_expired,
  withdrawn: m.public_claim_withdrawn,
  declined: m.public_claim_declined,
  released: m.organisation_claim_released,
};

/** Who did what and when, newest first. */
export function HistoryList({ entries, zone }: { entries: readonly HistoryLine[]; zone: string }) {
  if (entries.length === 0) return <p className="text-muted">{m.organisation_history_empty()}</p>;
  return (
    <ol className="flex flex-col gap-2">
      {[...entries]
        .sort((a, b) => b.at.localeCompare(a.at))
        .map((entry) => (
          <li key={entry.id} className="border-l-3 border-rule pl-3">
            <span className="font-medium">{actionWords(entry.action)}</span>
            {entry.reason && <span>{m.organisation_history_reason({ reason: entry.reason })}</span>}
            <span className="block text-meta text-muted">
              {formatMoment(entry.at, zone)}
              {actorWords(entry)}
            </span>
          </li>
        ))}
    </ol>
  );
}

/** Who did it, and for whom. */
function actorWords({ actorName, onBehalfOfName }: HistoryLine): string {
  if (!actorName) return onBehalfOfName ? ` · ${m.proxies_done_for({ principal: onBehalfOfName })}` : '';
  const who = onBehalfOfName ? m.proxies_pair({ proxy: actorName, principal: onBehalfOfName }) : actorName;
  return ` · ${who}`;
}

/** An action is named by its last part: `need.published`, `claim:confirmed`. */
function actionWords(action: string): string {
  const name = action.split(/[.:]/).at(-1) ?? action;
  return actions[name]?.() ?? name.replaceAll('_', ' ');
}
