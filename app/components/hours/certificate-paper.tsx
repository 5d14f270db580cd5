import type { CertificateData } from '~/app/graphql/hours';
import { formatCalendarDate, formatDate, formatHours } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** The certificate itself, as it leaves the printer: number, name, period, each service, totals, unit, QR, signature state. */
export function CertificatePaper({ certificate, qr }: { certificate: CertificateData; qr: string }) {
  const zone = certificate.community.timeZone;
  return (
    <article className="certificate mx-auto w-full max-w-3xl bg-surface px-5 py-8 sm:px-12 sm:py-14">
      <header className="text-center">
        <p className="text-meta tracking-[0.2em] text-muted">{certificate.issuingUnit}</p>
        <h1 className="mt-2 text-headline tracking-wide">{m.certificate_title()}</h1>
        <hr className="mx-auto mt-4 w-24 border-t-3 border-primary" />
      </header>
      <p className="mx-auto mt-8 max-w-prose text-lead leading-relaxed">
        {m.certificate_statement({
          name: certificate.holderName ?? m.certificate_holder_hidden(),
          from: formatDate(certificate.periodStart, zone),
          until: formatDate(certificate.periodEnd, zone),
          hours: formatHours(certificate.totalMinutes),
          count: certificate.lines.length,
        })}
      </p>
      <div className="mt-8 overflow-x-auto" tabIndex={0} role="region" aria-label={m.certificate_services()}>
        <table className="w-full border-collapse text-meta tabular-nums">
          <caption className="sr-only">{m.certificate_services()}</caption>
          <thead>
            <tr className="border-y border-rule text-left">
              <th scope="col" className="py-2 pr-3 font-semibold">
                {m.certificate_date()}
              </th>
              <th scope="col" className="py-2 pr-3 font-semibold">
                {m.certificate_service()}
              </th>
              <th scope="col" className="py-2 pr-3 font-semibold">
                {m.certificate_unit()}
              </th>
              <th scope="col" className="py-2 text-right font-semibold">
                {m.certificate_hours()}
              </th>
            </tr>
          </thead>
          <tbody>
            {certificate.lines.map((line, position) => (
              <tr key={position} className="border-b border-rule align-top">
                <td className="whitespace-nowrap py-2 pr-3">{formatCalendarDate(line.date)}</td>
                <td className="py-2 pr-3">
                  {line.activityName}
                  <span className="block text-muted">{[line.place, line.content].filter(Boolean).join(' · ')}</span>
                </td>
                <td className="py-2 pr-3">
                  {line.recordingUnit}
                  {line.personInCharge && <span className="block text-muted">{line.personInCharge}</span>}
                </td>
                <td className="py-2 text-right">{formatHours(line.minutes)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold">
              <th scope="row" colSpan={3} className="py-2 pr-3 text-left">
                {m.certificate_total()}
              </th>
              <td className="py-2 text-right">{formatHours(certificate.totalMinutes)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <footer className="mt-10 flex flex-wrap items-end justify-between gap-6">
        <div className="flex items-center gap-4">
          <span
            role="img"
            aria-label={m.certificate_qr({ url: certificate.verifyUrl })}
            className="block size-28 bg-white p-1 [&>svg]:size-full"
            dangerouslySetInnerHTML={{ __html: qr }}
          />
          <p className="text-meta leading-snug text-muted">
            {m.certificate_number()}
            <strong className="block text-body text-ink">{certificate.number}</strong>
            {m.certificate_verify_at()}
            <span className="block break-all text-ink">{certificate.verifyUrl}</span>
            {certificate.signature ? m.certificate_signed({ key: certificate.keyId }) : m.certificate_unsigned()}
          </p>
        </div>
        <p className="text-right">
          <strong className="block">{certificate.issuingUnit}</strong>
          {formatDate(certificate.issuedAt, zone)}
        </p>
      </footer>
    </article>
  );
}
