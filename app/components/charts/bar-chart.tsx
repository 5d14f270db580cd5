import { formatNumber } from '~/app/i18n/format';
import { niceTicks } from './scale';

interface Bar {
  key: string;
  label: string;
  value: number;
  /** The value in words, e.g. "12.5 h". */
  words: string;
}

interface BarChartProps {
  /** Says what is drawn; the same figures stand in a table beside it. */
  title: string;
  unit: string;
  bars: readonly Bar[];
}

/**
 * Bars with their names and values written beside them, to a scale of round figures. Plain boxes rendered on the server: it
 * needs no script, wraps long names and enlarges with the text. Decorative for screen readers, which read the table.
 */
export function BarChart({ title, unit, bars }: BarChartProps) {
  const ticks = niceTicks(Math.max(0, ...bars.map((bar) => bar.value)));
  const top = ticks.at(-1) ?? 1;
  const percent = (value: number) => `${(100 * value) / top}%`;
  return (
    <figure className="rounded-card border border-rule bg-surface p-4 sm:p-6">
      <figcaption className="mb-4 font-semibold">{title}</figcaption>
      <div
        aria-hidden
        className="grid grid-cols-[fit-content(14rem)_1fr] items-center gap-x-4 gap-y-2 max-sm:grid-cols-1 max-sm:gap-y-0.5"
      >
        {bars.map((bar) => (
          <div key={bar.key} className="contents">
            <span className="text-meta leading-snug sm:text-right">{bar.label}</span>
            <span className="relative flex items-center max-sm:mb-2">
              <span
                className="h-5 min-w-0.5 rounded-r-sm bg-primary"
                style={{ width: `calc((100% - 5.5rem) * ${bar.value / top})` }}
              />
              <span className="ml-2 whitespace-nowrap text-meta tabular-nums">{bar.words}</span>
            </span>
          </div>
        ))}
        <span className="text-right text-meta text-muted max-sm:hidden">{unit}</span>
        <span className="relative mr-[5.5rem] h-6 border-t border-control text-meta text-muted">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute top-0.5 -translate-x-1/2 whitespace-nowrap tabular-nums"
              style={{ left: percent(tick) }}
            >
              {formatNumber(tick)}
            </span>
          ))}
        </span>
      </div>
    </figure>
  );
}
