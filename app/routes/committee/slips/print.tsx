import { ArrowLeft } from 'lucide-react';
import { data } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/print';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { spokenCode } from '~/app/components/committee/spoken-code';
import { PrintButton } from '~/app/components/roster/print-button';
import { qrOf } from '~/app/components/roster/qr';
import { QrCode } from '~/app/components/roster/qr-code';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { isProblem } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { IssueSlip } from '~/app/graphql/committee/desk';
import { formatMoment } from '~/app/i18n/format';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.object({
  person: z.string().optional(),
  newPersonName: z.string().trim().max(80).optional(),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  return { unit };
}

/** Issues a slip. Its code stands in this one answer only: the page cannot be opened again to read it. */
export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const { person, newPersonName } = shape.parse(Object.fromEntries(await request.formData()));
  if (!person && !newPersonName) return data({ error: m.committee_slips_no_name() }, { status: 400 });
  const input = person ? { person } : { newPersonName };
  const { issueSlip } = await api(context).mutate(IssueSlip, { input });
  if (isProblem(issueSlip)) {
    const issue = issueSlip.__typename === 'InvalidInput' ? issueSlip.issues[0]?.message : undefined;
    return data({ error: issue ?? issueSlip.message }, { status: 400 });
  }
  return data({ slip: issueSlip, qr: qrOf(issueSlip.url) }, { headers: { 'Cache-Control': 'no-store' } });
}

export function meta() {
  return [{ title: m.committee_slip_title() }];
}

export default function PrintSlip({ loaderData: { unit }, actionData }: Route.ComponentProps) {
  const slip = actionData && 'slip' in actionData ? actionData : null;
  const back = { to: '/committee/slips', label: m.committee_slips_title() };
  if (!slip) {
    return (
      <DeskPage title={m.committee_slip_title()} back={back}>
        <Banner
          tone={actionData ? 'danger' : 'info'}
          urgent={Boolean(actionData)}
          title={problemOf(actionData) ?? m.committee_slip_once()}
        >
          {!actionData && m.committee_slip_once_advice()}
        </Banner>
        <div>
          <LinkButton to="/committee/slips" icon={ArrowLeft}>
            {m.committee_slips_another()}
          </LinkButton>
        </div>
      </DeskPage>
    );
  }
  const { memberNumber, oneTimeCode, personName, expiresAt, url } = slip.slip;
  return (
    <div className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-6 print:p-0">
      <style>{'@page { size: A5 landscape; margin: 12mm }'}</style>
      <div className="screen-only flex flex-col gap-3">
        <Banner tone="caution" title={m.committee_slip_now()}>
          {m.committee_slip_now_advice()}
        </Banner>
        <div className="flex flex-wrap gap-3">
          <PrintButton />
          <LinkButton to="/committee/slips" icon={ArrowLeft}>
            {m.committee_slips_another()}
          </LinkButton>
        </div>
      </div>
      <article className="rounded-card border-2 border-ink bg-[#fff] p-6 text-[#000] print:rounded-none">
        <p className="font-semibold">{unit.name}</p>
        <h1 className="mb-4 text-headline">{m.committee_slip_for({ name: personName })}</h1>
        <div className="flex flex-wrap items-start justify-between gap-6">
          <dl className="flex flex-col gap-4">
            <div>
              <dt>{m.committee_slip_number()}</dt>
              <dd className="text-[2.5rem] leading-tight font-bold tabular-nums tracking-wide">
                {spokenCode(memberNumber)}
              </dd>
            </div>
            <div>
              <dt>{m.committee_slip_code()}</dt>
              <dd className="text-[2.5rem] leading-tight font-bold tabular-nums tracking-wide">
                {spokenCode(oneTimeCode)}
              </dd>
            </div>
          </dl>
          <QrCode qr={slip.qr} label={m.committee_slip_qr()} className="size-40" />
        </div>
        <ol className="mt-4 list-decimal pl-6 text-lead">
          <li>{m.committee_slip_step_open({ url: shortAddress(url) })}</li>
          <li>{m.committee_slip_step_type()}</li>
          <li>{m.committee_slip_step_pin()}</li>
        </ol>
        <p className="mt-4">
          {m.committee_slip_until({ when: formatMoment(expiresAt, unit.community.timeZone) })}
        </p>
      </article>
    </div>
  );
}

function problemOf(answer: object | undefined): string | null {
  return answer && 'error' in answer && typeof answer.error === 'string' ? answer.error : null;
}

/** An address as one types it: without scheme and parameters. */
function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/[?#].*$/, '');
}
