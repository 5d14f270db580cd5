import { CalendarDays } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Table, Td, Th } from '~/app/components/ui/table';
import { formatDay, formatNumber } from '~/app/i18n/format';
import type { CoverageDay } from './coverage';

/** This week day by day: how many places are taken, and what is short. A bar beside each figure, never alone. */
export function CoverageTable({ days, zone }: { days: readonly CoverageDay[]; zone: string }) {
  if (days.length === 0) {
    return (
      <EmptyState icon={CalendarDays} title={m.committee_coverage_empty()}>
        {m.committee_coverage_empty_advice()}
      </EmptyState>
    );
  }
  return (
    <Table
      caption={m.committee_coverage()}
      head={
        <tr>
          <Th>{m.committee_day()}</Th>
          <Th className="text-right max-sm:hidden">{m.committee_tasks()}</Th>
          <Th>{m.committee_places_taken()}</Th>
          <Th className="text-right">{m.committee_short()}</Th>
        </tr>
      }
    >
      {days.map((day) => (
        <tr key={day.day}>
          <Td className="whitespace-nowrap">{formatDay(day.startsAt, zone)}</Td>
          <Td numeric className="max-sm:hidden">
            {formatNumber(day.tasks)}
          </Td>
          <Td>
            <span className="flex items-center gap-3">
              <span className="min-w-16 whitespace-nowrap text-right">
                {formatNumber(day.taken)} / {formatNumber(day.places)}
              </span>
              <span aria-hidden className="h-2 min-w-8 flex-1 overflow-hidden rounded-full bg-rule">
                <span
                  className="block h-full bg-primary"
                  style={{ width: `${Math.round((100 * day.taken) / Math.max(1, day.places))}%` }}
                />
              </span>
            </span>
          </Td>
          <Td numeric className={day.short > 0 ? 'font-semibold text-accent' : 'text-muted'}>
            {formatNumber(day.short)}
          </Td>
        </tr>
      ))}
    </Table>
  );
}
