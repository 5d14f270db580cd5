import { Search } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/certificates';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ReasonForm } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Facts } from '~/app/components/ui/facts';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { CertificateQuery, RevokeCertificate } from '~/app/graphql/committee/desk';
import { formatDate, formatDuration } from '~/app/i18n/format';
import { committeeOf } from '../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.object({ number: z.string().trim().min(1), reason: z.string().trim().min(2).max(500) });

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const number = url.searchParams.get('number')?.trim() ?? '';
  const { certificate } = number
    ? await api(context).query(CertificateQuery, { number })
    : { certificate: null };
  return { unit, number, certificate };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { revokeCertificate } = await api(context).mutate(RevokeCertificate, { input: read.value });
  if (isProblem(revokeCertificate)) return read.refuse(revokeCertificate);
  return redirect(`${url.pathname}?number=${encodeURIComponent(read.value.number)}`);
}

export function meta() {
  return [{ title: m.committee_certificates_title() }];
}

export default function Certificates({
  loaderData: { unit, number, certificate },
  actionData,
}: Route.ComponentProps) {
  const zone = unit.community.timeZone;
  return (
    <DeskPage title={m.committee_certificates_title()} lead={m.committee_certificates_lead()}>
      <Form method="get" role="search" className="flex flex-col gap-3 sm:flex-row sm:items-end">
        <div className="flex-1">
          <TextField
            key={number}
            field={{ id: 'number', name: 'number', initialValue: number }}
            label={m.committee_certificate_number()}
            autoComplete="off"
          />
        </div>
        <Button icon={Search} tone="primary">
          {m.committee_slips_find()}
        </Button>
      </Form>
      {number && !certificate && <p className="text-muted">{m.committee_certificate_none({ number })}</p>}
      {certificate && (
        <>
          <Card className="flex flex-col gap-4">
            <p>
              <Badge tone={certificate.state === 'valid' ? 'primary' : 'danger'}>
                {certificate.state === 'valid'
                  ? m.committee_certificate_valid()
                  : m.committee_certificate_revoked()}
              </Badge>
            </p>
            <Facts
              facts={[
                {
                  term: m.committee_certificate_number(),
                  value: <Link to={`/verify/${certificate.number}`}>{certificate.number}</Link>,
                },
                {
                  term: m.organisation_member_name(),
                  value: certificate.holderName ?? m.organisation_nameless(),
                },
                { term: m.committee_amount(), value: formatDuration(certificate.totalMinutes) },
                {
                  term: m.committee_period(),
                  value: `${formatDate(certificate.periodStart, zone)} – ${formatDate(certificate.periodEnd, zone)}`,
                },
                { term: m.committee_issued(), value: formatDate(certificate.issuedAt, zone) },
                certificate.revocationReason !== null && {
                  term: m.committee_import_reason(),
                  value: certificate.revocationReason,
                },
              ]}
            />
          </Card>
          {certificate.state === 'valid' && unit.may.includes('certificate.revoke') && (
            <ReasonForm
              hidden={{ number: certificate.number }}
              reply={actionData}
              summary={m.committee_revoke()}
              question={m.committee_revoke_question()}
              hint={m.committee_revoke_hint()}
              label={m.committee_revoke()}
            />
          )}
        </>
      )}
    </DeskPage>
  );
}
