import { ArrowLeft } from 'lucide-react';
import { data } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/print';
import { readNewPeople } from '~/app/components/committee/new-people';
import { PaperSlip, type PrintedSlip } from '~/app/components/committee/paper-slip';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { PrintButton } from '~/app/components/roster/print-button';
import { qrOf } from '~/app/components/roster/qr';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { isProblem } from '~/app/forms/form';
import { api, type Api } from '~/app/graphql/api';
import { IssueSlip } from '~/app/graphql/committee/desk';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

/** So many slips are made at once; a building's worth. */
const mostSlips = 60;

const shape = z.object({
  people: z.array(z.string()),
  newPeople: z.array(
    z.object({
      newPersonName: z.string().max(80),
      birthDate: z.string().optional(),
      isUnreadable: z.literal(true).optional(),
    }),
  ),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  return { unit: await committeeOf(context, url) };
}

/** Issues slips, one after the other. Their codes stand in this one answer only: the page cannot be opened again to read them. */
export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const wished = wishesIn(await request.formData());
  if (!wished) return data({ error: m.committee_slips_names_long() }, { status: 400 });
  const count = wished.people.length + wished.newPeople.length;
  if (count === 0) return data({ error: m.committee_slips_no_name() }, { status: 400 });
  if (count > mostSlips)
    return data({ error: m.committee_slips_too_many({ most: mostSlips }) }, { status: 400 });
  const { slips, refused } = await issueAll(api(context), wished);
  const [only] = refused;
  if (slips.length === 0 && only) return data({ error: only.why }, { status: 400 });
  return data({ slips, refused }, { headers: { 'Cache-Control': 'no-store' } });
}

type Wishes = z.output<typeof shape>;

/** People who were ticked, and new ones, one a line. */
function wishesIn(form: FormData): Wishes | null {
  const read = shape.safeParse({
    people: form.getAll('person').map(String),
    newPeople: readNewPeople(form.getAll('newPersonName').map(String).join('\n')),
  });
  return read.success ? read.data : null;
}

async function issueAll({ mutate }: Api, { people, newPeople }: Wishes) {
  const slips: PrintedSlip[] = [];
  const refused: { name: string | null; why: string }[] = [];
  const readable = newPeople.filter(({ isUnreadable }) => !isUnreadable);
  for (const { newPersonName } of newPeople.filter(({ isUnreadable }) => isUnreadable))
    refused.push({ name: newPersonName, why: m.committee_slips_birth_date_unreadable() });
  const inputs = [
    ...people.map((person) => ({ person })),
    ...readable.map(({ newPersonName, birthDate }) => ({ newPersonName, birthDate })),
  ];
  for (const input of inputs) {
    const { issueSlip } = await mutate(IssueSlip, { input });
    if (!isProblem(issueSlip)) slips.push({ ...issueSlip, qr: qrOf(issueSlip.url) });
    else {
      const issue = issueSlip.__typename === 'InvalidInput' ? issueSlip.issues[0]?.message : undefined;
      const name = 'newPersonName' in input ? input.newPersonName : null;
      refused.push({ name, why: issue ?? issueSlip.message });
    }
  }
  return { slips, refused };
}

export function meta() {
  return [{ title: m.committee_slip_title() }];
}

export default function PrintSlips({ loaderData: { unit }, actionData }: Route.ComponentProps) {
  const again = (
    <LinkButton to="/committee/slips" icon={ArrowLeft}>
      {m.committee_slips_another()}
    </LinkButton>
  );
  if (!actionData || 'error' in actionData) {
    return (
      <DeskPage
        title={m.committee_slip_title()}
        back={{ to: '/committee/slips', label: m.committee_slips_title() }}
      >
        <Banner
          tone={actionData ? 'danger' : 'info'}
          urgent={Boolean(actionData)}
          title={actionData?.error ?? m.committee_slip_once()}
        >
          {!actionData && m.committee_slip_once_advice()}
        </Banner>
        <div>{again}</div>
      </DeskPage>
    );
  }
  const { slips, refused } = actionData;
  return (
    <div className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-6 print:max-w-none print:gap-4 print:p-0">
      <style>{'@page { margin: 12mm 16mm }'}</style>
      <div className="screen-only flex flex-col gap-3">
        <h1 className="text-headline">{m.committee_slips_made({ count: slips.length })}</h1>
        <Banner tone="caution" title={m.committee_slip_now()}>
          {m.committee_slip_now_advice()}
        </Banner>
        {refused.map(({ name, why }) => (
          <Banner key={`${name} ${why}`} tone="danger" title={name ?? undefined}>
            {why}
          </Banner>
        ))}
        <div className="flex flex-wrap gap-3">
          <PrintButton />
          {again}
        </div>
      </div>
      {slips.map((slip) => (
        <PaperSlip key={slip.memberNumber} slip={slip} unit={unit.name} zone={unit.community.timeZone} />
      ))}
    </div>
  );
}
