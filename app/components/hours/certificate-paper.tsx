import type { CertificateData } from '~/app/graphql/hours';
import { formatCalendarDate, formatDate, formatDuration } from '~/app/i18n/format';
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
          from: formatCalendarDate(certificate.from),
          until: formatCalendarDate(certificate.until),
          duration: formatDuration(certificate.totalMinutes),
          count: certificate.lines.length,
        })}
      </p>
      <div className="mt-8">
        <table className="w-full border-collapse text-meta tabular-nums max-sm:block">
          <caption className="sr-only">{m.certificate_services()}</caption>
          <thead className="max-sm:sr-only">
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
          <tbody className="max-sm:block max-sm:border-t max-sm:border-rule">
            {certificate.lines.map((line, position) => (
              <tr key={position} className="border-b border-rule align-top max-sm:block max-sm:py-2">
                <td className="whitespace-nowrap py-2 pr-3 max-sm:block max-sm:py-0">
                  {formatCalendarDate(line.date)}
                </td>
                <td className="py-2 pr-3 max-sm:block max-sm:py-0">
                  <span className="max-sm:font-semibold">{line.activityName}</span>
                  <span className="block text-muted">{detailOf(line)}</span>
                </td>
                <td className="py-2 pr-3 max-sm:block max-sm:py-0">
                  {line.recordingUnit}
                  {line.personInCharge && <span className="block text-muted">{line.personInCharge}</span>}
                </td>
                <td className="whitespace-nowrap py-2 text-right max-sm:block max-sm:py-0 max-sm:text-left max-sm:font-semibold">
                  {formatDuration(line.minutes)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot className="max-sm:block">
            <tr className="font-semibold max-sm:flex max-sm:justify-between">
              <th scope="row" colSpan={3} className="py-2 pr-3 text-left">
                {m.certificate_total()}
              </th>
              <td className="whitespace-nowrap py-2 text-right">
                {formatDuration(certificate.totalMinutes)}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <footer className="mt-10 flex flex-wrap items-end justify-between gap-6">
        <div className="flex min-w-0 flex-1 basis-80 items-center gap-4">
          <span
            role="img"
            aria-label={m.certificate_qr({ url: certificate.verifyUrl })}
            className="block size-28 shrink-0 bg-white p-1 [&>svg]:size-full"
            dangerouslySetInnerHTML={{ __html: qr }}
          />
          <p className="min-w-0 text-meta leading-snug text-muted">
            {m.certificate_number()}
            <strong className="block text-body text-ink">{certificate.number}</strong>
            {m.certificate_check_code()}
            <strong className="block text-body text-ink">{inFours(certificate.checkCode)}</strong>
            {m.certificate_verify_at()}
            <span className="block break-all text-ink">{certificate.verifyUrl}</span>
            {certificate.signature
              ? m.certificate_signed({ key: certificate.keyId })
              : m.certificate_unsigned()}
          </p>
        </div>
        <p className="ml-auto text-right">
          <strong className="block">{certificate.issuingUnit}</strong>
          {formatDate(certificate.issuedAt, zone)}
        </p>
      </footer>
    </article>
  );
}

/** `3f9a04bc77e1` as `3f9a 04bc 77e1`, easier to read and to type. */
const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');

/** Place and content; the content is left out where it only repeats the activity's name. */
function detailOf({ activityName, place, content }: CertificateData['lines'][number]): string {
  return [place, content === activityName ? null : content].filter(Boolean).join(' · ');
}
