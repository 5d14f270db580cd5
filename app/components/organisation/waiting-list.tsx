import { ChevronRight, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { cx } from '~/app/components/ui/cx';
import { prefetchOf } from '~/app/components/ui/prefetch';
import { formatFromNow, formatNumber } from '~/app/i18n/format';

export interface WaitingEntry {
  icon: LucideIcon;
  to: string;
  label: string;
  /** Which need or unit it is about; cut after two lines. */
  about?: string;
  count: number;
  /** Since when the oldest of them has waited. */
  oldest?: string | null;
  urgent?: boolean;
}

interface WaitingListProps {
  items: readonly WaitingEntry[];
  now: string;
  /** What would fill it, while nothing waits. */
  advice?: string;
}

/** What waits for the reader, each with its count and age; what does not wait is left out. Count and label read as one sentence. */
export function WaitingList({ items, now, advice }: WaitingListProps) {
  const waiting = items.filter((item) => item.count > 0);
  if (waiting.length === 0) {
    return (
      <p className="rounded-card border border-dashed border-control px-4 py-3 text-muted">
        <span className="font-semibold text-ink">{m.organisation_waiting_empty()}</span>{' '}
        {advice ?? m.organisation_waiting_empty_advice()}
      </p>
    );
  }
  return (
    <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
      {waiting.map((item) => (
        <li key={`${item.to} ${item.label}`}>
          <Link
            to={item.to}
            prefetch={prefetchOf(item.to)}
            className="flex min-h-target items-center gap-3 px-4 py-3 text-ink no-underline hover:bg-primary-tint"
          >
            <item.icon aria-hidden className="size-5 shrink-0 text-muted" />
            <span
              className={cx(
                'min-w-8 text-right text-title font-semibold tabular-nums',
                item.urgent ? 'text-accent' : 'text-primary',
              )}
            >
              {formatNumber(item.count)}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block">{item.label}</span>
              {item.about && <span className="line-clamp-2 text-meta text-muted">{item.about}</span>}
              {item.oldest && (
                <span className="block text-meta text-muted">
                  {m.organisation_waiting_since({ when: formatFromNow(item.oldest, now) })}
                </span>
              )}
            </span>
            <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
