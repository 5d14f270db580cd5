import { CircleCheck, CircleX } from 'lucide-react';
import type { Route } from './+types/verify-number';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { cx } from '~/app/components/ui/cx';
import { Facts } from '~/app/components/ui/facts';
import { Page, Section } from '~/app/components/ui/page';
import { Table, Td, Th } from '~/app/components/ui/table';
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

function Services({ lines }: Pick<Route.ComponentProps['loaderData'], 'lines'>) {
  return (
    <Table
      caption={m.certificate_services()}
      head={
        <tr>
          <Th>{m.certificate_date()}</Th>
          <Th>{m.certificate_services()}</Th>
          <Th className="text-right">{m.certificate_hours()}</Th>
        </tr>
      }
    >
      {lines.map((line, position) => (
        <tr key={position}>
          <Td className="whitespace-nowrap">{formatCalendarDate(line.date)}</Td>
          <Td>
            {line.activityName}
            <span className="block text-meta text-muted">
              {[line.place, line.recordingUnit].filter(Boolean).join(' · ')}
            </span>
          </Td>
          <Td numeric className="whitespace-nowrap">
            {formatDuration(line.minutes)}
          </Td>
        </tr>
      ))}
    </Table>
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
