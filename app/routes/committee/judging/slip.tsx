import { ArrowLeft } from 'lucide-react';
import { redirect } from 'react-router';
import type { Route } from './+types/slip';
import { ReturnSlip } from '~/app/components/judging/return-slip';
import { PrintButton } from '~/app/components/roster/print-button';
import { qrOf } from '~/app/components/roster/qr';
import { LinkButton } from '~/app/components/ui/button';
import { api } from '~/app/graphql/api';
import { ReturnSlipQuery } from '~/app/graphql/judging';
import { formatDay } from '~/app/i18n/format';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { needToAsk } = await api(context).query(ReturnSlipQuery, { id: params.needId });
  if (!needToAsk) throw redirect('/committee/return-visits');
  const { need, followCode, followUrl } = needToAsk;
  return { need, code: followCode, url: followUrl, unit: unit.name, qr: followUrl && qrOf(followUrl) };
}

export function meta() {
  return [{ title: m.judging_slip_title() }];
}

/** A slip to leave with the person served, who ticks how it turned out. */
export default function PrintReturnSlip({ loaderData }: Route.ComponentProps) {
  const { need, code, url, unit, qr } = loaderData;
  const day = need.endsAt && formatDay(need.endsAt, need.community.timeZone);
  return (
    <div className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-6 print:max-w-none print:p-0">
      <style>{'@page { margin: 12mm 16mm }'}</style>
      <div className="screen-only flex flex-wrap gap-3">
        <PrintButton />
        <LinkButton to="/committee/return-visits" icon={ArrowLeft}>
          {m.common_back()}
        </LinkButton>
      </div>
      <ReturnSlip
        slip={{ number: need.number, title: need.title, day, code, url }}
        unit={unit}
        qr={qr || null}
      />
    </div>
  );
}
