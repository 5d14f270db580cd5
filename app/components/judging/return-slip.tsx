import { spokenCode } from '~/app/components/committee/spoken-code';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import type { Qr } from '~/app/components/roster/qr';
import { QrCode } from '~/app/components/roster/qr-code';
import { m } from '~/generated/messages/messages';

interface ReturnSlipProps {
  slip: { number: string; title: string; day: string | null; code: string | null; url: string | null };
  unit: string;
  qr: Qr | null;
}

/** The question on paper, in letters that an old resident reads without glasses; no name and no address stand on it. */
export function ReturnSlip({ slip, unit, qr }: ReturnSlipProps) {
  const answers = [m.judging_solved(), m.judging_partly(), m.judging_not_solved()];
  return (
    <article className="flex flex-col gap-5 border-2 border-dashed border-control bg-[#fff] p-6 text-[1.25rem] leading-snug text-[#000] print:gap-3 print:border-0 print:p-0">
      <header className="border-b-2 border-[#000] pb-3">
        <p>{unit}</p>
        <h1 className="text-headline">{m.judging_slip_heading()}</h1>
      </header>
      <p className="text-[1.375rem] font-semibold">{slip.title}</p>
      {slip.day && <p>{m.judging_ask_ended({ when: slip.day })}</p>}
      <p>{m.judging_slip_tick()}</p>
      <ul className="flex flex-col gap-4 print:gap-2">
        {answers.map((words) => (
          <Box key={words}>{words}</Box>
        ))}
      </ul>
      <ul className="border-t-2 border-[#000] pt-5 print:pt-3">
        <Box>{m.judging_slip_satisfied()}</Box>
      </ul>
      <div>
        <p>{m.judging_slip_words()}</p>
        <div aria-hidden className="mt-8 border-b print:mt-7 border-[#000]" />
        <div aria-hidden className="mt-10 border-b print:mt-8 border-[#000]" />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-6 border-2 border-[#000] p-4 print:flex-nowrap print:gap-3 print:p-3">
        <dl className="flex flex-col gap-3">
          <Line term={m.committee_intake_number()} digits={spokenNumber(slip.number)} />
          {slip.code && <Line term={m.committee_intake_code()} digits={spokenCode(slip.code)} />}
        </dl>
        {qr && (
          <QrCode qr={qr} label={m.committee_intake_slip_qr()} className="size-36 shrink-0 print:size-28" />
        )}
      </div>
      {slip.url && (
        <p>
          {m.judging_slip_how({
            url: slip.url.replace(/^https?:\/\//, '').replace(/\/follow\/.*$/, '/follow'),
          })}
        </p>
      )}
      <p className="font-semibold">{m.judging_slip_not_helper()}</p>
    </article>
  );
}

/** Something to tick. */
function Box({ children }: { children: string }) {
  return (
    <li className="flex items-center gap-4 text-[1.5rem]">
      <span aria-hidden className="size-9 shrink-0 border-2 border-[#000]" />
      {children}
    </li>
  );
}

function Line({ term, digits }: { term: string; digits: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="text-[2rem] leading-tight font-bold tabular-nums sm:whitespace-nowrap">{digits}</dd>
    </div>
  );
}
