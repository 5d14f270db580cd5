import { m } from '~/generated/messages/messages';
import { QrCode } from '~/app/components/roster/qr-code';
import type { Qr } from '~/app/components/roster/qr';
import { formatMoment } from '~/app/i18n/format';
import { spokenCode } from './spoken-code';

export interface PrintedSlip {
  memberNumber: string;
  oneTimeCode: string;
  personName: string;
  expiresAt: string;
  url: string;
  qr: Qr;
}

/** One slip as it is cut from the sheet: for whom, the two numbers large, how to use them. Three fit on a page. */
export function PaperSlip({ slip, unit, zone }: { slip: PrintedSlip; unit: string; zone: string }) {
  return (
    <article className="break-inside-avoid border-2 border-dashed border-control bg-[#fff] p-5 text-[#000] print:border-x-0 print:border-t-0 print:border-[#000] print:px-0 print:py-3">
      <p className="text-meta">{unit}</p>
      <h2 className="mb-2 text-title">{m.committee_slip_for({ name: slip.personName })}</h2>
      <div className="flex items-start justify-between gap-6">
        <div className="min-w-0">
          <dl className="flex flex-wrap gap-x-10 gap-y-2">
            <Number term={m.committee_slip_number()} digits={slip.memberNumber} />
            <Number term={m.committee_slip_code()} digits={slip.oneTimeCode} />
          </dl>
          <ol className="mt-2 list-decimal pl-6">
            <li>{m.committee_slip_step_open({ url: shortAddress(slip.url) })}</li>
            <li>{m.committee_slip_step_type()}</li>
            <li>{m.committee_slip_step_pin()}</li>
          </ol>
        </div>
        <QrCode qr={slip.qr} label={m.committee_slip_qr()} className="size-28 shrink-0" />
      </div>
      <p className="mt-2 text-meta">{m.committee_slip_until({ when: formatMoment(slip.expiresAt, zone) })}</p>
    </article>
  );
}

function Number({ term, digits }: { term: string; digits: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="text-[2.25rem] leading-tight font-bold whitespace-nowrap tabular-nums">
        {spokenCode(digits)}
      </dd>
    </div>
  );
}

/** An address as one types it: without scheme and parameters. */
function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/[?#].*$/, '');
}
