import { viewedBy, viewedWhat } from './view-words';
import { Badge } from '~/app/components/ui/badge';
import type { ContactViewData } from '~/app/graphql/committee/people';
import { formatMoment } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** Who looked at somebody's contact and care data: what, when, why; attempts that were turned away among them. */
export function ViewList({
  views,
  zone,
  now,
}: {
  views: readonly ContactViewData[];
  zone: string;
  /** Days of another year carry it. */
  now?: string;
}) {
  return (
    <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
      {views.map((view) => (
        <li key={view.id} className="flex flex-col gap-1 px-4 py-3">
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <strong>{viewedWhat(view.what)}</strong>
            <span className="text-meta text-muted">{formatMoment(view.at, zone, now)}</span>
          </span>
          <span>{viewedBy(view)}</span>
          {view.reason && <span className="text-muted">{view.reason}</span>}
          {view.refused && (
            <span>
              <Badge tone="caution">{m.visits_views_refused()}</Badge>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
