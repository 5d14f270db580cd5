import { Printer, ShieldCheck } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/certificate';
import { certificateStateWords } from '~/app/components/committee/certificate-words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ReasonForm } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Facts } from '~/app/components/ui/facts';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { DeskCertificate, RevokeCertificate } from '~/app/graphql/committee/certificates';
import { formatCalendarDate, formatDate, formatDuration } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.object({ intent: z.literal('revoke'), reason: z.string().trim().min(2).max(500) });

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { certificate } = await api(context).query(DeskCertificate, { number: params.number });
  return { unit, certificate: certificate ?? notFound() };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const input = { number: params.number, reason: read.value.reason };
  const { revokeCertificate } = await api(context).mutate(RevokeCertificate, { input });
  return isProblem(revokeCertificate) ? read.refuse(revokeCertificate) : redirect(url.pathname);
}

export function meta({ params }: Route.MetaArgs) {
  return [{ title: `${m.committee_certificates_title()} ${params.number}` }];
}

/** One certificate at the desk: what it says, the paper, and how it is revoked. */
export default function DeskCertificatePage({
  loaderData: { unit, certificate },
  actionData,
}: Route.ComponentProps) {
  const zone = unit.community.timeZone;
  useLive(useViewerFeeds('community'));
  const { number, state } = certificate;
  return (
    <DeskPage
      title={certificate.holderName ?? m.organisation_nameless()}
      lead={number}
      back={{ to: '/committee/certificates', label: m.committee_certificates_title() }}
    >
      {state === 'revoked' && (
        <Banner tone="danger" title={m.committee_certificate_revoked()}>
          {certificate.revocationReason}
        </Banner>
      )}
      <Card>
        <Facts
          facts={[
            {
              term: m.committee_state(),
              value: (
                <Badge tone={certificateStateWords(state).tone}>{certificateStateWords(state).text}</Badge>
              ),
            },
            {
              term: m.committee_period(),
              value: `${formatCalendarDate(certificate.from)} – ${formatCalendarDate(certificate.until)}`,
            },
            {
              term: m.committee_amount(),
              value: `${formatDuration(certificate.totalMinutes)} · ${m.committee_certificate_lines({ count: certificate.lines.length })}`,
            },
            { term: m.committee_issued(), value: formatDate(certificate.issuedAt, zone) },
            certificate.revokedAt !== null && {
              term: m.committee_certificate_revoked_on(),
              value: formatDate(certificate.revokedAt, zone),
            },
          ]}
        />
      </Card>
      <div className="flex flex-wrap gap-3">
        <LinkButton to={`/certificates/${number}`} icon={Printer} tone="primary">
          {m.committee_certificate_open()}
        </LinkButton>
        <LinkButton to={`/verify/${number}?check=${certificate.checkCode}`} icon={ShieldCheck}>
          {m.committee_certificate_check()}
        </LinkButton>
      </div>
      {state === 'valid' && unit.may.includes('certificate.revoke') && (
        <ReasonForm
          hidden={{ intent: 'revoke' }}
          reply={actionData}
          summary={m.committee_revoke()}
          question={m.committee_revoke_question()}
          hint={m.committee_revoke_hint()}
          label={m.committee_revoke()}
        />
      )}
    </DeskPage>
  );
}
