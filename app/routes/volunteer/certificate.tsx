import { Printer, ShieldCheck } from 'lucide-react';
import type { Route } from './+types/certificate';
import { CertificatePaper } from '~/app/components/hours/certificate-paper';
import { Banner } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { api, notFound } from '~/app/graphql/api';
import { CertificateQuery } from '~/app/graphql/hours';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { drawQr } from '~/app/components/hours/qr';
import { m } from '~/generated/messages/messages';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { certificate } = await api(context).query(CertificateQuery, { number: params.number });
  if (!certificate) notFound();
  return { certificate, qr: drawQr(certificate.verifyUrl) };
}

export function meta({ params }: Route.MetaArgs): Route.MetaDescriptors {
  return [{ title: `${m.certificate_title()} ${params.number}` }];
}

export default function CertificatePage({ loaderData }: Route.ComponentProps) {
  const { certificate, qr } = loaderData;
  useLive(useViewerFeeds('person', 'community'));
  return (
    <div className="mx-auto flex w-full max-w-page flex-col gap-4 px-4 py-6 print:p-0">
      <div className="screen-only flex flex-wrap justify-center gap-3">
        <Button type="button" tone="primary" icon={Printer} onClick={() => window.print()}>
          {m.certificate_print()}
        </Button>
        <LinkButton to={`/verify/${certificate.number}?check=${certificate.checkCode}`} icon={ShieldCheck}>
          {m.common_footer_verify()}
        </LinkButton>
      </div>
      {certificate.state === 'revoked' && (
        <Banner tone="danger" title={m.certificate_revoked()}>
          {certificate.revocationReason}
        </Banner>
      )}
      <CertificatePaper certificate={certificate} qr={qr} />
    </div>
  );
}
