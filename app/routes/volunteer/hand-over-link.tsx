import { Handshake } from 'lucide-react';
import { Form, redirect } from 'react-router';
import type { Route } from './+types/hand-over-link';
import { actOnClaim, newFormKey } from '~/app/components/claims/act-on-claim';
import { OfferedPlace } from '~/app/components/hand-over/offered-place';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { api, signInFirst } from '~/app/graphql/api';
import { HandOverLinkQuery } from '~/app/graphql/hand-over';
import { RootQuery } from '~/app/graphql/root-query';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { m } from '~/generated/messages/messages';

/** `/hand-over/CODE`: what a link leads to that somebody passed on. `/hand-over` asks for the code. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { viewer } = await api(context).query(RootQuery);
  if (!viewer) signInFirst(url);
  const typed = url.searchParams.get('code')?.trim();
  if (typed) throw redirect(`/hand-over/${encodeURIComponent(typed.slice(0, 40))}`);
  const code = params.code ?? null;
  const offer = code === null ? null : (await api(context).query(HandOverLinkQuery, { code })).handOver;
  return { code, offer: offer?.task ? offer : null, now: new Date().toISOString(), formKey: newFormKey() };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { viewer } = await api(context).query(RootQuery);
  if (!viewer) signInFirst(url);
  return actOnClaim(api(context), await request.formData(), '/my/tasks');
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.handover_link_title()} · ${m.common_brand()}` }];
}

export default function HandOverLink({ loaderData, actionData }: Route.ComponentProps) {
  const { code, offer, now, formKey } = loaderData;
  useLive([...(offer?.task ? [`need:${offer.task.need.id}`] : []), ...useViewerFeeds('person')]);
  return (
    <Page title={m.handover_link_title()} lead={offer ? m.handover_link_lead() : undefined}>
      {offer && code && (
        <OfferedPlace offer={offer} now={now} formKey={formKey} refusal={actionData} code={code} />
      )}
      {!offer && code && (
        <EmptyState
          icon={Handshake}
          title={m.handover_link_over()}
          action={
            <LinkButton to="/for-you" tone="primary">
              {m.common_nav_for_you()}
            </LinkButton>
          }
        >
          {m.handover_link_over_advice()}
        </EmptyState>
      )}
      {!code && (
        <Card>
          <Form method="get" action="/hand-over" className="flex flex-col gap-4">
            <TextField
              field={{ id: 'code', name: 'code', required: true }}
              label={m.handover_code()}
              hint={m.handover_code_hint()}
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
            />
            <div>
              <Button tone="primary">{m.handover_code_look()}</Button>
            </div>
          </Form>
        </Card>
      )}
    </Page>
  );
}
