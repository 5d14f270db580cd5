import { UserPlus } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/proxies';
import { ActsList } from '~/app/components/proxies/acts-list';
import { ProxyItem } from '~/app/components/proxies/proxy-item';
import { lengths, TermsFields, untilOf } from '~/app/components/proxies/terms-fields';
import { kindsNamed, kindWords, scopes } from '~/app/components/proxies/words';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Page, Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api, signInFirst } from '~/app/graphql/api';
import { ActsForMeQuery, EndProxy, MyProxiesQuery, NameProxy } from '~/app/graphql/proxies';
import { m } from '~/generated/messages/messages';

const nameShape = z.object({
  intent: z.literal('name'),
  identifier: z
    .string({ error: () => m.proxies_identifier_missing() })
    .trim()
    .max(254),
  kind: z.enum(kindsNamed),
  scope: z.array(z.enum(scopes)).min(1, { error: () => m.proxies_scope_missing() }),
  length: z.enum(lengths),
});
const endShape = z.object({ intent: z.literal('end'), id: z.string() });

export async function loader({ context, url }: Route.LoaderArgs) {
  const { query } = api(context);
  const { viewer, myProxies, myPrincipals } = await query(MyProxiesQuery);
  if (!viewer) signInFirst(url);
  const names = viewer.may.includes('proxy.grant');
  return {
    viewer,
    names,
    proxies: myProxies,
    principals: myPrincipals,
    acts: names ? (await query(ActsForMeQuery)).actsFor : [],
    zone: viewer.profile.homeCommunity?.timeZone ?? 'UTC',
    saved: url.searchParams.get('saved') === '1',
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { mutate } = api(context);
  const form = await request.formData();
  if (form.get('intent') === 'end') {
    const read = readForm(form, endShape);
    if (!read.ok) return read.reply;
    const { endProxy } = await mutate(EndProxy, { input: { id: read.value.id } });
    return isProblem(endProxy) ? read.refuse(endProxy) : redirect('/account/proxies', 303);
  }
  const read = readForm(form, nameShape);
  if (!read.ok) return read.reply;
  const { identifier, kind, scope, length } = read.value;
  const { nameProxy } = await mutate(NameProxy, {
    input: { identifier, kind, scope, until: untilOf(length) },
  });
  if (isProblem(nameProxy)) return read.refuse(nameProxy);
  return redirect('/account/proxies?saved=1', 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.proxies_title()} · ${m.common_brand()}` }];
}

/** Who acts for one, for whom one acts, and what was done in one's name. */
export default function Proxies({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, names, proxies, principals, acts, zone, saved } = loaderData;
  const reply = actionData ?? undefined;
  return (
    <Page title={m.proxies_title()} lead={m.proxies_lead()}>
      {saved && !reply && (
        <Banner tone="success" title={m.proxies_named()}>
          {m.proxies_named_next()}
        </Banner>
      )}
      {principals.length > 0 && (
        <Section title={m.proxies_for_others()}>
          <ul className="flex flex-col gap-3">
            {principals.map((proxy) => (
              <ProxyItem key={proxy.id} proxy={proxy} name={proxy.principalName ?? ''} zone={zone}>
                <div className="flex flex-wrap gap-3">
                  {viewer.onBehalfOf?.id !== proxy.principalId && (
                    <Form method="post" action="/account/identity">
                      <input type="hidden" name="principal" value={proxy.principalId} />
                      <Button tone="primary">{m.proxies_act_for({ name: proxy.principalName ?? '' })}</Button>
                    </Form>
                  )}
                  <ActionForm
                    hidden={{ intent: 'end', id: proxy.id }}
                    reply={reply}
                    label={proxy.state === 'given' ? m.proxies_decline() : m.proxies_give_up()}
                    tone="danger"
                  />
                </div>
              </ProxyItem>
            ))}
          </ul>
        </Section>
      )}
      {names ? (
        <>
          <Section title={m.proxies_for_me()}>
            {proxies.length === 0 && <p className="text-muted">{m.proxies_for_me_none()}</p>}
            <ul className="flex flex-col gap-3">
              {proxies.map((proxy) => (
                <ProxyItem
                  key={proxy.id}
                  proxy={proxy}
                  name={proxy.proxyName ?? m.proxies_not_taken_up()}
                  zone={zone}
                >
                  <ActionForm
                    hidden={{ intent: 'end', id: proxy.id }}
                    reply={reply}
                    label={m.proxies_end()}
                    tone="danger"
                  />
                </ProxyItem>
              ))}
            </ul>
          </Section>
          {/* Begins anew once somebody was named. */}
          <NameForm key={proxies.length} reply={reply} />
          <ActsList acts={acts} zone={zone} />
        </>
      ) : (
        <p>{m.proxies_own_only()}</p>
      )}
      <div className="flex flex-wrap gap-3">
        <LinkButton to="/account/consents">{m.proxies_consents_title()}</LinkButton>
        <LinkButton to="/account">{m.common_nav_account()}</LinkButton>
      </div>
    </Page>
  );
}

function NameForm({ reply }: { reply: FormReply | undefined }) {
  const hidden = { intent: 'name' };
  return (
    <Section title={m.proxies_name_title()}>
      <Card as="div">
        <ActionForm hidden={hidden} reply={reply} label={m.proxies_name()} tone="primary" icon={UserPlus}>
          {(mine) => (
            <>
              <TextField
                field={fieldOf(hidden, 'identifier', mine)}
                label={m.proxies_identifier()}
                hint={m.proxies_identifier_hint()}
                autoComplete="off"
                maxLength={254}
              />
              <SelectField
                field={fieldOf(hidden, 'kind', mine)}
                label={m.proxies_kind()}
                options={kindsNamed.map((value) => ({ value, label: kindWords[value]() }))}
              />
              <TermsFields hidden={hidden} reply={mine} />
            </>
          )}
        </ActionForm>
      </Card>
    </Section>
  );
}
