import { ChevronRight, CircleCheck, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { m } from '~/generated/messages/messages';
import { EmptyState } from '~/app/components/ui/empty-state';
import { cx } from '~/app/components/ui/cx';
import { formatFromNow, formatNumber } from '~/app/i18n/format';

export interface WaitingEntry {
  icon: LucideIcon;
  to: string;
  label: string;
  count: number;
  /** Since when the oldest of them has waited. */
  oldest?: string | null;
  urgent?: boolean;
}

/** What waits for the reader, each with its count and age; what does not wait is left out. */
export function WaitingList({ items, now }: { items: readonly WaitingEntry[]; now: string }) {
  const waiting = items.filter((item) => item.count > 0);
  if (waiting.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={m.organisation_waiting_empty()}>
        {m.organisation_waiting_empty_advice()}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
      {waiting.map((item) => (
        <li key={item.label}>
          <Link
            to={item.to}
            prefetch="intent"
            className="flex min-h-target items-center gap-4 px-4 py-3 text-ink no-underline hover:bg-primary-tint"
          >
            <span
              className={cx(
                'min-w-10 text-right text-title font-semibold tabular-nums',
                item.urgent ? 'text-accent' : 'text-primary',
              )}
            >
              {formatNumber(item.count)}
            </span>
            <item.icon aria-hidden className="size-5 shrink-0 text-muted" />
            <span className="min-w-0 flex-1">
              <span className="block">{item.label}</span>
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
