import type { Route } from './+types/privacy';
import { Page, Section } from '~/app/components/ui/page';
import { m } from '~/generated/messages/messages';

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_footer_privacy()} · ${m.common_brand()}` }];
}

export default function Privacy() {
  const parts = [
    { title: m.public_privacy_what(), text: m.public_privacy_what_answer() },
    { title: m.public_privacy_who(), text: m.public_privacy_who_answer() },
    { title: m.public_privacy_home(), text: m.public_privacy_home_answer() },
    { title: m.public_privacy_cookies(), text: m.public_privacy_cookies_answer() },
    { title: m.public_privacy_rights(), text: m.public_privacy_rights_answer() },
  ];
  return (
    <Page title={m.common_footer_privacy()} lead={m.public_privacy_lead()}>
      {parts.map((part) => (
        <Section key={part.title} title={part.title}>
          <p>{part.text}</p>
        </Section>
      ))}
    </Page>
  );
}
