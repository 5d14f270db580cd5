import { ArrowLeft, PhoneIncoming } from 'lucide-react';
import type { Route } from './+types/slip';
import { nextWords } from '~/app/components/intake/next-words';
import { RequestSlip } from '~/app/components/intake/request-slip';
import { PrintButton } from '~/app/components/roster/print-button';
import { qrOf } from '~/app/components/roster/qr';
import { LinkButton } from '~/app/components/ui/button';
import { api, notFound } from '~/app/graphql/api';
import { IntakeSlipQuery } from '~/app/graphql/committee/intake';
import { formatDate } from '~/app/i18n/format';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { intake } = await api(context).query(IntakeSlipQuery, { id: params.intakeId });
  if (!intake) notFound();
  return { intake, unit: unit.name, qr: qrOf(intake.followUrl) };
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.committee_intake_slip_title({ number: loaderData.intake.number }) }];
}

/** A request on paper, for whoever asked: to take home, to show at the desk, to follow it with. */
export default function PrintSlip({ loaderData: { intake, unit, qr } }: Route.ComponentProps) {
  return (
    <div className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-6 print:max-w-none print:p-0">
      <style>{'@page { margin: 12mm 16mm }'}</style>
      <div className="screen-only flex flex-wrap gap-3">
        <PrintButton />
        <LinkButton to="/committee/intake" icon={PhoneIncoming}>
          {m.committee_intake_next_call()}
        </LinkButton>
        <LinkButton to={`/committee/intake/${intake.id}`} icon={ArrowLeft}>
          {m.common_back()}
        </LinkButton>
      </div>
      <RequestSlip
        slip={{
          number: intake.number,
          code: intake.followCode,
          subject: intake.subject,
          day: formatDate(intake.createdAt, intake.community.timeZone),
          next: nextWords(intake),
          url: intake.followUrl,
        }}
        unit={unit}
        qr={qr}
      />
    </div>
  );
}
