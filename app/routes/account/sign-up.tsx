import { UserPlus } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/sign-up';
import { optionsOfTree } from '~/app/components/board/choice-tree';
import { SecretField } from '~/app/components/account/secret-field';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Choice, SelectField } from '~/app/components/ui/choice-field';
import { FieldError } from '~/app/components/ui/field';
import { Page } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { CommunityChoicesQuery, SignUp } from '~/app/graphql/account';
import { api } from '~/app/graphql/api';
import { m } from '~/generated/messages/messages';

const SignUpForm = z
  .object({
    displayName: z.string().trim().max(50),
    phone: z.string().trim().max(30).optional(),
    email: z.email().max(200).optional(),
    password: z.string().min(8).max(200),
    community: z.string().optional(),
    acceptTerms: z.literal('on', { error: () => m.account_terms_needed() }),
  })
  .refine((value) => value.phone ?? value.email, {
    path: ['phone'],
    error: () => m.account_phone_or_email_needed(),
  });

export async function loader({ context }: Route.LoaderArgs) {
  const { communities } = await api(context).query(CommunityChoicesQuery);
  return { communities: optionsOfTree(communities, (community) => community.id) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), SignUpForm);
  if (!form.ok) return form.reply;
  const { signUp } = await api(context).mutate(SignUp, { input: { ...form.value, acceptTerms: true } });
  return isProblem(signUp) ? form.refuse(signUp) : redirect('/account/profile?welcome=1', 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.account_sign_up()} · ${m.common_brand()}` }];
}

export default function SignUpPage({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useServerForm<z.input<typeof SignUpForm>>(actionData);
  return (
    <Page title={m.account_sign_up()} lead={m.account_sign_up_lead()}>
      <Card>
        <Form {...formProps(form)} className="flex flex-col gap-4">
          <FormErrors errors={form.errors} />
          <TextField
            field={fields.displayName}
            label={m.account_name()}
            hint={m.account_name_hint()}
            autoComplete="name"
          />
          <TextField
            field={fields.phone}
            label={m.account_phone()}
            type="tel"
            autoComplete="tel"
            hint={m.account_phone_hint()}
          />
          <TextField
            field={fields.email}
            label={m.account_email()}
            type="email"
            autoComplete="email"
            optional
          />
          <SecretField
            field={fields.password}
            label={m.account_password()}
            hint={m.account_password_hint()}
            autoComplete="new-password"
          />
          <SelectField
            field={fields.community}
            label={m.account_home_community()}
            options={loaderData.communities}
            empty={m.account_choose_later()}
            optional
          />
          <div>
            <Choice field={fields.acceptTerms}>
              {m.account_terms()} <Link to="/privacy">{m.common_footer_privacy()}</Link>
            </Choice>
            <FieldError field={fields.acceptTerms} />
          </div>
          <Button tone="primary" icon={UserPlus} wide>
            {m.account_sign_up()}
          </Button>
        </Form>
      </Card>
      <Banner title={m.account_for_organisations()}>
        <p className="mb-2">{m.account_for_organisations_advice()}</p>
        <LinkButton to="/register">{m.common_footer_register()}</LinkButton>
      </Banner>
      <p>
        {m.account_have_account()}{' '}
        <Link to="/sign-in" className="font-semibold">
          {m.common_sign_in()}
        </Link>
      </p>
    </Page>
  );
}
