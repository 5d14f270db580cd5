import { Building2 } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/register-organisation';
import { organisationKinds, organisationKindWords } from '~/app/components/account/organisation-kind';
import { optionsOfTree } from '~/app/components/board/choice-tree';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Page } from '~/app/components/ui/page';
import { TextArea, TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { CommunityChoicesQuery, RegisterOrganisation } from '~/app/graphql/account';
import { api, signInFirst } from '~/app/graphql/api';
import { RootQuery } from '~/app/graphql/root-query';
import { m } from '~/generated/messages/messages';

const RegisterForm = z.object({
  kind: z.enum(organisationKinds),
  name: z.string().trim().min(2).max(100),
  creditCode: z.string().trim().max(30).optional(),
  community: z.string(),
  sponsorCommunity: z.string().optional(),
  description: z.string().trim().max(2000).optional(),
  website: z.url().max(300).optional(),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer } = await api(context).query(RootQuery);
  if (!viewer) signInFirst(url);
  const { communities } = await api(context).query(CommunityChoicesQuery);
  return { communities: optionsOfTree(communities, (community) => community.id) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), RegisterForm);
  if (!form.ok) return form.reply;
  const { registerOrganisation } = await api(context).mutate(RegisterOrganisation, { input: form.value });
  return isProblem(registerOrganisation)
    ? form.refuse(registerOrganisation)
    : redirect('/account/identity', 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_footer_register()} · ${m.common_brand()}` }];
}

export default function RegisterOrganisationPage({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useServerForm<z.input<typeof RegisterForm>>(actionData);
  return (
    <Page title={m.common_footer_register()} lead={m.account_register_lead()}>
      <Card>
        <Form {...formProps(form)} className="flex flex-col gap-4">
          <FormErrors errors={form.errors} />
          <SelectField
            field={fields.kind}
            label={m.account_organisation_kind()}
            options={organisationKinds.map((value) => ({ value, label: organisationKindWords(value) }))}
            empty={m.account_choose()}
          />
          <TextField field={fields.name} label={m.account_organisation_name()} autoComplete="organization" />
          <TextField
            field={fields.creditCode}
            label={m.account_credit_code()}
            hint={m.account_credit_code_hint()}
            autoCapitalize="characters"
            spellCheck={false}
          />
          <SelectField
            field={fields.community}
            label={m.account_organisation_community()}
            hint={m.account_organisation_community_hint()}
            options={loaderData.communities}
            empty={m.account_choose()}
          />
          <SelectField
            field={fields.sponsorCommunity}
            label={m.account_sponsor()}
            hint={m.account_sponsor_hint()}
            options={loaderData.communities}
            empty={m.account_no_sponsor()}
            optional
          />
          <TextArea field={fields.description} label={m.account_organisation_description()} optional />
          <TextField
            field={fields.website}
            label={m.account_website()}
            type="url"
            placeholder="https://"
            optional
          />
          <Button tone="primary" icon={Building2} wide>
            {m.account_register()}
          </Button>
        </Form>
      </Card>
      <Banner title={m.account_register_next()}>{m.account_register_next_advice()}</Banner>
    </Page>
  );
}
