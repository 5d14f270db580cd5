import type { ReactNode } from 'react';
import { cx } from '~/app/components/ui/cx';
import { Table, Td, Th } from '~/app/components/ui/table';
import type { Rates } from '~/app/graphql/figures';
import { formatNumber } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export interface NamedRates {
  key: string;
  name: ReactNode;
  rates: Rates;
}

interface RatesTableProps {
  caption: string;
  /** What the rows are. */
  of: string;
  rows: readonly NamedRates[];
}

/** The rates of some rows: a bar and its figure each, and of how many. On a narrow screen each row is a small list, and one that tells nothing a line. */
export function RatesTable({ caption, of, rows }: RatesTableProps) {
  return (
    <Table
      caption={caption}
      head={
        <tr className="max-sm:sr-only">
          <Th>{of}</Th>
          <Th>{m.figures_response()}</Th>
          <Th>{m.figures_solved()}</Th>
          <Th>{m.figures_satisfied()}</Th>
          <Th className="max-md:hidden">{m.figures_partly()}</Th>
          <Th className="max-md:hidden">{m.figures_not_solved()}</Th>
          <Th className="text-right max-md:hidden">{m.figures_not_judged()}</Th>
        </tr>
      }
    >
      {rows.map(({ key, name, rates }) => (
        <tr
          key={key}
          className={cx(
            'max-sm:flex max-sm:flex-wrap',
            tells(rates) ? 'max-sm:items-end' : 'max-sm:items-center',
          )}
        >
          <Td className={cx('font-semibold', tells(rates) ? 'max-sm:basis-full' : 'max-sm:flex-1')}>
            {name}
          </Td>
          {mainRates(rates).map(({ term, rate }, position) => (
            <Td key={term} className={cx(tells(rates) ? 'max-sm:flex-1' : position > 0 && 'max-sm:hidden')}>
              {tells(rates) && <OnPhone>{term}</OnPhone>}
              <RateCell rate={rate} />
            </Td>
          ))}
          <Td className="max-md:hidden">{percentOf(rates.partly)}</Td>
          <Td className="max-md:hidden">{percentOf(rates.notSolved)}</Td>
          <Td numeric className="max-md:hidden">
            {rates.notJudged === null ? '—' : formatNumber(rates.notJudged)}
          </Td>
        </tr>
      ))}
    </Table>
  );
}

const mainRates = ({ response, solved, satisfied }: Rates) => [
  { term: m.figures_response(), rate: response },
  { term: m.figures_solved(), rate: solved },
  { term: m.figures_satisfied(), rate: satisfied },
];

const percentOf = (rate: Rates['solved']): string =>
  rate ? m.figures_percent({ percent: formatNumber(rate.percent) }) : '—';

/** What a cell is about, where the heads of the columns have no room. */
function OnPhone({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="block text-meta text-muted sm:hidden">
      {children}
    </span>
  );
}

/** A rate with its bar and of how many it is; a dash where it is not told. */
export function RateCell({ rate }: { rate: Rates['solved'] }) {
  if (!rate) return <span>—</span>;
  return (
    <span className="flex min-w-20 flex-col gap-1 tabular-nums">
      <span className="flex flex-col sm:flex-row sm:flex-wrap sm:items-baseline sm:gap-x-2">
        <strong>{percentOf(rate)}</strong>
        <span className="text-meta text-muted">{m.figures_of({ count: formatNumber(rate.of) })}</span>
      </span>
      <span aria-hidden className="h-2 rounded-sm bg-primary-tint">
        <span className="block h-2 rounded-sm bg-primary" style={{ width: `${rate.percent}%` }} />
      </span>
    </span>
  );
}

/** Whether a row tells anything at all. */
export const tells = (rates: Rates): boolean =>
  [rates.response, rates.solved, rates.satisfied, rates.notJudged].some((value) => value !== null);
