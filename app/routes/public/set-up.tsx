import { Form, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/set-up';
import { SecretField } from '~/app/components/account/secret-field';
import { levels, levelWords } from '~/app/components/community/level-words';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Page } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { SetUp } from '~/app/graphql/account';
import { api } from '~/app/graphql/api';
import { RootQuery } from '~/app/graphql/root-query';
import { m } from '~/generated/messages/messages';

const SetUpForm = z
  .object({
    code: z.string().trim().max(100),
    communityName: z.string().trim().max(100),
    communityLevel: z.enum(levels),
    timeZone: z.string(),
    displayName: z.string().trim().max(50),
    phone: z.string().trim().max(30).optional(),
    email: z.email().max(200).optional(),
    password: z.string().min(8).max(200),
  })
  .refine((value) => value.phone ?? value.email, {
    path: ['phone'],
    error: () => m.account_phone_or_email_needed(),
  });

/** `/setup?code=`: the one page of an empty installation, opened with the code from the server's log. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { installation } = await api(context).query(RootQuery);
  if (!installation.needsSetup) throw redirect('/');
  return { code: url.searchParams.get('code') ?? '', zones: Intl.supportedValuesOf('timeZone') };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), SetUpForm);
  if (!form.ok) return form.reply;
  const { setUp } = await api(context).mutate(SetUp, { input: form.value });
  return isProblem(setUp) ? form.refuse(setUp) : redirect('/committee', 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.public_setup_title()} · ${m.common_brand()}` }];
}

export default function SetUpPage({ loaderData, actionData }: Route.ComponentProps) {
  const { code, zones } = loaderData;
  const [form, fields] = useServerForm<z.input<typeof SetUpForm>>(actionData, {
    code,
    communityLevel: 'community',
    timeZone: 'Asia/Shanghai',
  });
  return (
    <Page title={m.public_setup_title()} lead={m.public_setup_lead()}>
      <Card>
        <Form {...formProps(form)} className="flex flex-col gap-4">
          <FormErrors errors={form.errors} />
          <TextField
            field={fields.code}
            label={m.public_setup_code()}
            hint={m.public_setup_code_hint()}
            autoComplete="off"
            spellCheck={false}
          />
          <TextField
            field={fields.communityName}
            label={m.public_setup_community()}
            hint={m.public_setup_community_hint()}
          />
          <SelectField
            field={fields.communityLevel}
            label={m.public_setup_level()}
            options={levels.map((value) => ({ value, label: levelWords(value) }))}
          />
          <SelectField
            field={fields.timeZone}
            label={m.public_setup_zone()}
            options={zones.map((value) => ({ value, label: value }))}
          />
          <hr />
          <TextField
            field={fields.displayName}
            label={m.public_setup_chair()}
            hint={m.public_setup_chair_hint()}
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
          <Button tone="primary" wide>
            {m.public_setup_start()}
          </Button>
        </Form>
      </Card>
    </Page>
  );
}
