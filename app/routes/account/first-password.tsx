import { Form, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/first-password';
import { homeOf } from '~/app/components/account/home-of';
import { SecretField } from '~/app/components/account/secret-field';
import { spokenCode } from '~/app/components/committee/spoken-code';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Choice } from '~/app/components/ui/choice-field';
import { FieldError } from '~/app/components/ui/field';
import { Page } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { safeReturn } from '~/app/forms/safe-return';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { FirstPasswordQuery, SetPassword } from '~/app/graphql/account';
import { api, signInFirst } from '~/app/graphql/api';
import { m } from '~/generated/messages/messages';

const FirstPasswordForm = z.object({
  newPassword: z.string().min(8).max(200),
  acceptTerms: z.literal('on').optional(),
  next: z.string().optional(),
});

/** `/account/pin`: where a first sign-in with a slip leads: an own PIN, and the consent that nobody gave on paper. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer } = await api(context).query(FirstPasswordQuery);
  if (!viewer) signInFirst(url);
  const next = safeReturn(url.searchParams.get('next'), '');
  const home = homeOf(viewer.activeMembership?.organisation.kind);
  if (viewer.hasPassword) throw redirect(next || home);
  return { viewer, next: next || home };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), FirstPasswordForm);
  if (!form.ok) return form.reply;
  const { newPassword, acceptTerms, next } = form.value;
  const input = { newPassword, acceptTerms: acceptTerms === 'on' };
  const { setPassword } = await api(context).mutate(SetPassword, { input });
  return isProblem(setPassword) ? form.refuse(setPassword) : redirect(safeReturn(next), 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.account_first_title()} · ${m.common_brand()}` }];
}

export default function FirstPassword({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, next } = loaderData;
  const [form, fields] = useServerForm<z.input<typeof FirstPasswordForm>>(actionData);
  return (
    <Page
      title={m.account_first_title()}
      lead={m.account_first_lead({ name: viewer.person.displayName ?? '' })}
    >
      <Card>
        <Form {...formProps(form)} className="flex flex-col gap-5">
          <FormErrors errors={form.errors} />
          <input type="hidden" name="next" value={next} />
          {viewer.memberNumber !== null && (
            <p>
              <span className="block font-semibold">{m.account_member_number()}</span>
              <span className="block text-headline font-bold tracking-wide tabular-nums">
                {spokenCode(viewer.memberNumber)}
              </span>
              <span className="text-muted">{m.account_first_number_advice()}</span>
            </p>
          )}
          <SecretField
            field={fields.newPassword}
            label={m.account_first_password()}
            hint={m.account_first_password_hint()}
            autoComplete="new-password"
          />
          {!viewer.termsAccepted && (
            <div>
              <p>{m.account_first_terms_short()}</p>
              <Choice field={fields.acceptTerms}>
                {m.account_first_terms()} <Link to="/privacy">{m.common_footer_privacy()}</Link>
              </Choice>
              <FieldError field={fields.acceptTerms} />
            </div>
          )}
          <Button tone="primary" wide>
            {m.account_first_done()}
          </Button>
        </Form>
      </Card>
    </Page>
  );
}
