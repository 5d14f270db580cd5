import { ArrowLeft } from 'lucide-react';
import type { Route } from './+types/magnet';
import { spokenCode } from '~/app/components/committee/spoken-code';
import { PrintButton } from '~/app/components/roster/print-button';
import { qrOf } from '~/app/components/roster/qr';
import { QrCode } from '~/app/components/roster/qr-code';
import { LinkButton } from '~/app/components/ui/button';
import { api, notFound } from '~/app/graphql/api';
import { MagnetQuery } from '~/app/graphql/committee/people';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { personFile } = await api(context).query(MagnetQuery, { id: params.personId });
  const magnet = personFile?.magnet ?? notFound();
  return { unit: unit.name, person: params.personId, code: magnet.code, qr: qrOf(magnet.url) };
}

export function meta() {
  return [{ title: m.visits_magnet() }];
}

/** What hangs at the home, as large as a postcard, to be cut out: a QR, six digits, and how they are used. It names nobody. */
export default function PrintMagnet({ loaderData: { unit, person, code, qr } }: Route.ComponentProps) {
  return (
    <div className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-6 print:max-w-none print:p-0">
      <style>{'@page { margin: 12mm }'}</style>
      <div className="screen-only flex flex-wrap gap-3">
        <PrintButton />
        <LinkButton to={`/committee/people/${person}`} icon={ArrowLeft}>
          {m.common_back()}
        </LinkButton>
      </div>
      <article className="mx-auto flex w-full max-w-sm flex-col items-center gap-4 border-2 border-dashed border-control bg-[#fff] p-6 text-center text-[1.125rem] leading-snug text-[#000] print:mx-0 print:h-[148mm] print:w-[105mm] print:max-w-none print:justify-center print:border-[#000] print:p-[8mm]">
        <p>{unit}</p>
        <h1 className="text-title">{m.visits_magnet_paper_title()}</h1>
        <QrCode qr={qr} label={m.visits_magnet_qr()} className="size-48" />
        <p className="text-[2.5rem] leading-none font-bold tabular-nums">{spokenCode(code)}</p>
        <p>{m.visits_magnet_paper_how()}</p>
        <p>{m.visits_magnet_paper_call()}</p>
      </article>
    </div>
  );
}
