import { CircleCheck, CircleX } from 'lucide-react';
import type { Route } from './+types/verify-number';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { cx } from '~/app/components/ui/cx';
import { Facts } from '~/app/components/ui/facts';
import { Page, Section } from '~/app/components/ui/page';
import { api } from '~/app/graphql/api';
import { CheckCertificateQuery } from '~/app/graphql/hours';
import { formatCalendarDate, formatDate, formatDuration } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { checkCertificate } = await api(context).query(CheckCertificateQuery, {
    number: params.number,
    signature: url.searchParams.get('signature'),
    check: url.searchParams.get('check'),
  });
  return checkCertificate;
}

export function meta({ params }: Route.MetaArgs): Route.MetaDescriptors {
  return [{ title: `${m.common_footer_verify()} ${params.number}` }];
}

/** Valid or not, in one sentence, large; then what the paper must show, to be compared by whoever holds it. */
export default function VerifyNumber({ loaderData: check }: Route.ComponentProps) {
  const Icon = check.valid ? CircleCheck : CircleX;
  return (
    <Page title={m.common_footer_verify()}>
      <div
        role="status"
        className={cx(
          'flex flex-col items-center gap-3 rounded-card p-8 text-center',
          check.valid ? 'bg-primary-tint text-primary' : 'bg-danger-tint text-danger',
        )}
      >
        <Icon aria-hidden className="size-14" strokeWidth={1.5} />
        <p className="text-headline font-semibold leading-snug">{check.sentence}</p>
      </div>
      {check.issuedAt && (
        <Section title={m.certificate_what_was_signed()}>
          <p>{m.certificate_compare()}</p>
          <Card as="div">
            <Facts facts={signedFacts(check)} />
          </Card>
          {check.lines.length > 0 ? (
            <Services lines={check.lines} />
          ) : (
            <p className="text-muted">{m.certificate_compare_more()}</p>
          )}
        </Section>
      )}
      <div>
        <LinkButton to="/verify">{m.certificate_verify_another()}</LinkButton>
      </div>
    </Page>
  );
}

/** Each service as the paper lists it; one below the other, so that a phone shows a line whole. */
function Services({ lines }: Pick<Route.ComponentProps['loaderData'], 'lines'>) {
  return (
    <ol
      aria-label={m.certificate_services()}
      className="divide-y divide-rule rounded-card border border-rule bg-surface"
    >
      {lines.map((line, position) => (
        <li key={position} className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-4 py-3">
          <div className="min-w-0 flex-1 basis-56">
            <span className="block text-muted">{formatCalendarDate(line.date)}</span>
            <span className="block font-semibold">{line.activityName}</span>
            <span className="block text-meta text-muted">
              {[line.place, line.recordingUnit].filter(Boolean).join(' · ')}
            </span>
          </div>
          <strong className="whitespace-nowrap tabular-nums">{formatDuration(line.minutes)}</strong>
        </li>
      ))}
    </ol>
  );
}

function signedFacts(check: Route.ComponentProps['loaderData']) {
  return [
    { term: m.certificate_number(), value: <strong>{check.number}</strong> },
    { term: m.certificate_holder(), value: check.holderName ?? check.holderInitials },
    check.totalMinutes !== null && {
      term: m.certificate_total(),
      value: formatDuration(check.totalMinutes),
    },
    check.from &&
      check.until && {
        term: m.certificate_period(),
        value: `${formatCalendarDate(check.from)} – ${formatCalendarDate(check.until)}`,
      },
    check.issuingUnit && { term: m.certificate_issued_by(), value: check.issuingUnit },
    check.issuedAt && {
      term: m.certificate_issued_on(),
      value: formatDate(check.issuedAt, check.timeZone ?? 'UTC'),
    },
  ].map((fact) => fact || null);
}
