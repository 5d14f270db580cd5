import { MailCheck } from 'lucide-react';
import { Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/deliveries';
import { astrayWords, channelWords, stateWords } from '~/app/components/notices/words';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActionForm } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { AstrayQuery, MarkTold } from '~/app/graphql/notices';
import { formatFromNow } from '~/app/i18n/format';
import { committeeOf } from '../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { astrayDeliveries, deliveryCounts } = await api(context).query(AstrayQuery);
  return { astray: astrayDeliveries, counts: deliveryCounts, now: new Date().toISOString() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), z.object({ id: z.string() }));
  if (!read.ok) return read.reply;
  const { markTold } = await api(context).mutate(MarkTold, { input: { id: read.value.id } });
  return isProblem(markTold) ? read.refuse(markTold) : redirect(url.pathname, 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.notices_astray_title()} · ${m.common_brand()}` }];
}

/** Messages that did not arrive, or perhaps did not: each person is told in another way. */
export default function Deliveries({
  loaderData: { astray, counts, now },
  actionData,
}: Route.ComponentProps) {
  return (
    <DeskPage title={m.notices_astray_title()} lead={m.notices_astray_lead()}>
      {astray.length === 0 && (
        <EmptyState icon={MailCheck} title={m.notices_astray_none()}>
          {m.notices_astray_none_advice()}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3 empty:hidden">
        {astray.map((delivery) => (
          <li
            key={delivery.id}
            className="flex flex-col gap-2 rounded-card border border-rule bg-surface p-4"
          >
            <p className="flex flex-wrap items-center gap-2 text-meta text-muted">
              <Badge tone={delivery.state === 'failed' ? 'danger' : 'caution'}>
                {channelWords[delivery.channel]()}
              </Badge>
              {astrayWords(delivery)} · {formatFromNow(delivery.settledAt, now)}
            </p>
            {delivery.person && (
              <Link
                to={`/committee/people/${delivery.person.id}`}
                className="inline-flex min-h-target items-center self-start font-semibold"
              >
                {delivery.person.displayName}
              </Link>
            )}
            <p>{delivery.text}</p>
            <ActionForm hidden={{ id: delivery.id }} reply={actionData} label={m.notices_astray_told()} />
          </li>
        ))}
      </ul>
      {counts.length > 0 && (
        <Section title={m.notices_counts_title()}>
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {counts.map(({ channel, state, count }) => (
              <li key={`${channel} ${state}`} className="flex justify-between gap-4 p-4">
                <span>
                  {channelWords[channel]()} · {stateWords[state]()}
                </span>
                <span className="font-semibold tabular-nums">{count}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </DeskPage>
  );
}
