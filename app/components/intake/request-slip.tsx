import { spokenNumber } from './spoken-number';
import { spokenCode } from '~/app/components/committee/spoken-code';
import type { Qr } from '~/app/components/roster/qr';
import { QrCode } from '~/app/components/roster/qr-code';
import { m } from '~/generated/messages/messages';

interface RequestSlipProps {
  slip: { number: string; code: string; subject: string; day: string; next: string; url: string };
  /** The committee that took it down. */
  unit: string;
  qr: Qr;
}

/** One request on the upper half of a sheet or on a small one, in letters that an old resident reads without glasses; no name and no address stand on it. */
export function RequestSlip({ slip, unit, qr }: RequestSlipProps) {
  return (
    <article className="flex flex-col gap-5 border-2 border-dashed border-control bg-[#fff] p-6 text-[1.25rem] leading-snug text-[#000] print:gap-3 print:border-x-0 print:border-t-0 print:border-[#000] print:px-0 print:pt-0">
      <header className="border-b-2 border-[#000] pb-3">
        <p>{unit}</p>
        <h1 className="text-headline">{m.committee_intake_slip_heading()}</h1>
        <p>{m.committee_intake_slip_day({ day: slip.day })}</p>
      </header>
      <p className="text-[1.375rem] font-semibold">{slip.subject}</p>
      <p>{slip.next}</p>
      <div className="flex flex-wrap items-center justify-between gap-6 border-2 border-[#000] p-4 print:flex-nowrap print:gap-3 print:p-3">
        <dl className="flex flex-col gap-3">
          <Line term={m.committee_intake_number()} digits={spokenNumber(slip.number)} />
          <Line term={m.committee_intake_code()} digits={spokenCode(slip.code)} />
        </dl>
        <QrCode qr={qr} label={m.committee_intake_slip_qr()} className="size-36 shrink-0 print:size-28" />
      </div>
      <p>{m.committee_intake_slip_how({ url: shortAddress(slip.url) })}</p>
      <p>{m.committee_intake_slip_call()}</p>
    </article>
  );
}

function Line({ term, digits }: { term: string; digits: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="text-[2rem] leading-tight font-bold sm:whitespace-nowrap tabular-nums">{digits}</dd>
    </div>
  );
}

/** Where one types number and code, without the scheme and the number. */
function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/follow\/.*$/, '/follow');
}
