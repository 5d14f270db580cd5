import { CircleCheck } from 'lucide-react';
import { data, Form, redirect } from 'react-router';
import type { Route } from './+types/identity';
import { homeOf } from '~/app/components/account/home-of';
import { membershipRoleWords } from '~/app/components/account/organisation-kind';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Page } from '~/app/components/ui/page';
import { isProblem } from '~/app/forms/form';
import { safeReturn } from '~/app/forms/safe-return';
import { kindWords } from '~/app/components/proxies/words';
import { IdentitiesQuery, SwitchIdentity } from '~/app/graphql/account';
import { ActFor } from '~/app/graphql/proxies';
import { api, signInFirst } from '~/app/graphql/api';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer, myPrincipals } = await api(context).query(IdentitiesQuery);
  if (!viewer) signInFirst(url);
  // Several proxies for one person are one choice.
  const principals = [...new Map(myPrincipals.map((proxy) => [proxy.principalId, proxy])).values()];
  return { viewer, principals, next: safeReturn(url.searchParams.get('next'), '') };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  if (form.has('principal')) {
    const person = String(form.get('principal')) || null;
    const { actFor } = await api(context).mutate(ActFor, { input: { person } });
    if (isProblem(actFor)) return data({ message: actFor.message }, { status: 400 });
    return redirect(person ? '/account' : safeReturn(form.get('next'), '/'), 303);
  }
  const membership = String(form.get('membership') ?? '') || null;
  const { switchIdentity } = await api(context).mutate(SwitchIdentity, { input: { membership } });
  if (isProblem(switchIdentity)) return data({ message: switchIdentity.message }, { status: 400 });
  return redirect(safeReturn(form.get('next'), homeOf(form.get('kind')?.toString())), 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_switch_identity()} · ${m.common_brand()}` }];
}

export default function IdentityPage({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, principals, next } = loaderData;
  return (
    <Page
      title={m.common_switch_identity()}
      lead={m.account_identity_lead()}
      action={<LinkButton to="/register">{m.common_footer_register()}</LinkButton>}
    >
      {actionData && <Banner tone="danger" urgent title={actionData.message} />}
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
        <Identity
          membership=""
          name={viewer.ownName ?? viewer.person.displayName ?? m.account_myself()}
          role={m.account_myself()}
          active={!viewer.activeMembership && !viewer.onBehalfOf}
          next={next}
        />
        {viewer.memberships.map(({ id, role, organisation }) => (
          <Identity
            key={id}
            membership={id}
            name={organisation.name}
            role={membershipRoleWords(role)}
            kind={organisation.kind}
            waiting={organisation.status === 'pending'}
            active={viewer.activeMembership?.id === id && !viewer.onBehalfOf}
            next={next}
          />
        ))}
        {principals.map(({ principalId, principalName, kind }) => (
          <Identity
            key={principalId}
            principal={principalId}
            name={m.proxies_for({ name: principalName ?? '' })}
            role={kindWords[kind]()}
            active={viewer.onBehalfOf?.id === principalId}
            next={next}
          />
        ))}
      </ul>
      <div>
        <LinkButton to="/account/proxies">{m.proxies_title()}</LinkButton>
      </div>
    </Page>
  );
}

interface IdentityProps {
  membership?: string;
  /** Whom to act for, instead of a unit. */
  principal?: string;
  name: string;
  role: string;
  kind?: string;
  waiting?: boolean;
  active: boolean;
  next: string;
}

function Identity({ membership, principal, name, role, kind = '', waiting, active, next }: IdentityProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-4">
      <span className="min-w-0 flex-1 basis-56">
        <span className="block font-semibold">{name}</span>
        <span className="block text-muted">{role}</span>
        {waiting && <Badge tone="caution">{m.account_unverified()}</Badge>}
      </span>
      {active ? (
        <Badge tone="primary" icon={CircleCheck}>
          {m.account_identity_active()}
        </Badge>
      ) : (
        <Form method="post">
          {principal === undefined ? (
            <input type="hidden" name="membership" value={membership} />
          ) : (
            <input type="hidden" name="principal" value={principal} />
          )}
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="next" value={next} />
          <Button aria-label={m.account_act_as_named({ name })}>{m.account_act_as()}</Button>
        </Form>
      )}
    </li>
  );
}
