import type { Route } from './+types/about';
import { LinkButton } from '~/app/components/ui/button';
import { Page, Section } from '~/app/components/ui/page';
import { m } from '~/generated/messages/messages';

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_footer_about()} · ${m.common_brand()}` }];
}

export default function About() {
  return (
    <Page title={m.common_footer_about()} lead={m.public_about_lead()}>
      <Section title={m.public_about_how()}>
        <ol className="flex list-decimal flex-col gap-2 pl-6">
          <li>{m.public_about_post()}</li>
          <li>{m.public_about_claim()}</li>
          <li>{m.public_about_serve()}</li>
          <li>{m.public_about_certify()}</li>
        </ol>
      </Section>
      <Section title={m.public_about_without()}>
        <p>{m.public_about_without_answer()}</p>
      </Section>
      <Section title={m.public_about_software()}>
        <p>{m.public_about_software_answer()}</p>
      </Section>
      <div className="flex flex-wrap gap-3">
        <LinkButton to="/" tone="primary">
          {m.common_error_to_board()}
        </LinkButton>
        <LinkButton to="/sign-up">{m.account_sign_up()}</LinkButton>
      </div>
    </Page>
  );
}
