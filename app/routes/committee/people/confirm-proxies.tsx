import { Check, UserCheck } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/confirm-proxies';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ProxyItem } from '~/app/components/proxies/proxy-item';
import { ActionForm } from '~/app/components/ui/action-form';
import { EmptyState } from '~/app/components/ui/empty-state';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { ConfirmProxy, EndProxy, ProxiesToConfirmQuery } from '~/app/graphql/proxies';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.object({ intent: z.enum(['confirm', 'end']), id: z.string() });

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { proxiesToConfirm } = await api(context).query(ProxiesToConfirmQuery);
  return { proxies: proxiesToConfirm, zone: unit.community.timeZone };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { mutate } = api(context);
  const { intent, id } = read.value;
  const answer =
    intent === 'confirm'
      ? (await mutate(ConfirmProxy, { input: { id } })).confirmProxy
      : (await mutate(EndProxy, { input: { id } })).endProxy;
  return isProblem(answer) ? read.refuse(answer) : redirect(url.pathname);
}

export function meta() {
  return [{ title: m.proxies_confirm_title() }];
}

/** What another officer vouched for: it holds once a second one has confirmed it. */
export default function ConfirmProxies({ loaderData: { proxies, zone }, actionData }: Route.ComponentProps) {
  return (
    <DeskPage title={m.proxies_confirm_title()} lead={m.proxies_confirm_lead()}>
      {proxies.length === 0 && (
        <EmptyState icon={UserCheck} title={m.proxies_confirm_none()}>
          {m.proxies_confirm_none_advice()}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {proxies.map((proxy) => (
          <ProxyItem
            key={proxy.id}
            proxy={proxy}
            name={m.proxies_pair({ proxy: proxy.proxyName ?? '', principal: proxy.principalName ?? '' })}
            zone={zone}
            withOfficers
          >
            <div className="flex flex-wrap gap-3">
              <ActionForm
                hidden={{ intent: 'confirm', id: proxy.id }}
                reply={actionData}
                label={m.proxies_confirm()}
                tone="primary"
                icon={Check}
              />
              <ActionForm
                hidden={{ intent: 'end', id: proxy.id }}
                reply={actionData}
                label={m.proxies_confirm_no()}
                tone="danger"
              />
            </div>
          </ProxyItem>
        ))}
      </ul>
    </DeskPage>
  );
}
