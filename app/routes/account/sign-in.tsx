import { LogIn } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/sign-in';
import { homeOf } from '~/app/components/account/home-of';
import { DemoPeople } from '~/app/components/account/demo-people';
import { PasskeySignIn } from '~/app/components/account/passkey-sign-in';
import { SecretField } from '~/app/components/account/secret-field';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { ChoiceGroup } from '~/app/components/ui/choice-field';
import { Page } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { safeReturn } from '~/app/forms/safe-return';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { DemoSignInsQuery, SignIn } from '~/app/graphql/account';
import { api } from '~/app/graphql/api';
import { RootQuery } from '~/app/graphql/root-query';
import { m } from '~/generated/messages/messages';

const SignInForm = z.object({
  identifier: z.string().trim().max(200),
  secret: z.string().max(200),
  accountId: z.string().optional(),
  /** Who may be there, as the page before listed them: a wrong password does not lose the question. */
  candidate: z.array(z.string().max(300)).max(10).default([]),
  next: z.string().optional(),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer } = await api(context).query(RootQuery);
  const next = safeReturn(url.searchParams.get('next'), '');
  if (viewer) throw redirect(next || homeOf(viewer.activeMembership?.organisation.kind));
  const { installation } = await api(context).query(DemoSignInsQuery);
  return {
    next,
    member: url.searchParams.get('member') ?? '',
    demoSignIns: installation.demo ? installation.demoSignIns : [],
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), SignInForm);
  if (!form.ok) return form.reply;
  const { next, candidate: _asked, ...input } = form.value;
  const { signIn } = await api(context).mutate(SignIn, { input });
  if (isProblem(signIn)) return form.refuse(signIn);
  if (signIn.__typename === 'ChoosePerson')
    return { candidates: signIn.candidates, identifier: input.identifier };
  const home = homeOf(signIn.activeMembership?.organisation.kind);
  if (!signIn.hasPassword)
    return redirect(`/account/pin?next=${encodeURIComponent(safeReturn(next, home))}`, 303);
  return redirect(safeReturn(next, home), 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_sign_in()} · ${m.common_brand()}` }];
}

export default function SignInPage({ loaderData, actionData }: Route.ComponentProps) {
  const choice = actionData && 'candidates' in actionData ? actionData : undefined;
  const candidates = choice?.candidates ?? candidatesAsked(actionData);
  const lastResult = actionData && !('candidates' in actionData) ? actionData : undefined;
  const [form, fields] = useServerForm<z.input<typeof SignInForm>>(lastResult, {
    identifier: choice?.identifier ?? loaderData.member,
  });
  return (
    <Page title={m.common_sign_in()} lead={m.account_sign_in_lead()}>
      <Card>
        <Form {...formProps(form)} className="flex flex-col gap-4">
          <FormErrors errors={form.errors} />
          <input type="hidden" name="next" value={loaderData.next} />
          {candidates.length > 0 && (
            <>
              {choice && (
                <Banner title={m.account_choose_person()}>{m.account_choose_person_advice()}</Banner>
              )}
              {candidates.map((candidate) => (
                <input
                  key={candidate.accountId}
                  type="hidden"
                  name="candidate"
                  value={`${candidate.accountId} ${candidate.name}`}
                />
              ))}
              <ChoiceGroup
                type="radio"
                field={fields.accountId}
                label={m.account_who()}
                options={candidates.map(({ accountId, name }) => ({ value: accountId, label: name }))}
              />
            </>
          )}
          <TextField
            field={fields.identifier}
            label={m.account_identifier()}
            hint={m.account_identifier_hint()}
            autoComplete="username webauthn"
            autoCapitalize="none"
          />
          <SecretField
            field={fields.secret}
            label={m.account_secret()}
            hint={m.account_secret_hint()}
            autoComplete="current-password"
          />
          <Button tone="primary" icon={LogIn} wide>
            {m.common_sign_in()}
          </Button>
        </Form>
        <PasskeySignIn next={loaderData.next} />
      </Card>
      <p>
        {m.account_no_account()}{' '}
        <Link to="/sign-up" className="font-semibold">
          {m.account_sign_up()}
        </Link>
      </p>
      <DemoPeople people={loaderData.demoSignIns} next={loaderData.next} />
    </Page>
  );
}

/** The people the form offered before it came back with a problem. */
function candidatesAsked(answer: Route.ComponentProps['actionData']): { accountId: string; name: string }[] {
  const sent = answer && 'initialValue' in answer ? answer.initialValue?.candidate : undefined;
  const lines = [sent].flat().filter((line) => typeof line === 'string');
  return lines.map((line) => {
    const [accountId = '', ...name] = line.split(' ');
    return { accountId, name: name.join(' ') };
  });
}
