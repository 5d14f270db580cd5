import { actionWords } from './history-words';
import { formatMoment } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

interface HistoryLine {
  id: string;
  action: string;
  reason: string | null;
  at: string;
  actorName: string | null;
  /** For whom it was done, where that is somebody else. */
  onBehalfOfName?: string | null;
}

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
