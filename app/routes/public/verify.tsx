import { ShieldCheck } from 'lucide-react';
import { Form, redirect } from 'react-router';
import type { Route } from './+types/verify';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Page } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

export function loader({ url }: Route.LoaderArgs) {
  const number = url.searchParams.get('number')?.trim();
  const check = url.searchParams.get('check')?.trim();
  const asked = check ? `?check=${encodeURIComponent(check)}` : '';
  return number ? redirect(`/verify/${encodeURIComponent(number)}${asked}`) : null;
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_footer_verify()} · ${m.common_brand()}` }];
}

export default function Verify() {
  return (
    <Page title={m.common_footer_verify()} lead={m.certificate_verify_lead()}>
      <Card>
        <Form method="get" className="flex flex-col gap-4">
          <TextField
            field={{ id: 'number', name: 'number' }}
            label={m.certificate_number()}
            hint={m.certificate_number_hint()}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            required
          />
          <TextField
            field={{ id: 'check', name: 'check' }}
            label={m.certificate_check_code()}
            hint={m.certificate_check_code_hint()}
            optional
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
          <Button tone="primary" icon={ShieldCheck} wide>
            {m.certificate_verify()}
          </Button>
        </Form>
      </Card>
    </Page>
  );
}
