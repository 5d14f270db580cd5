import { Page } from '~/app/components/ui/page';
import { m } from '~/generated/messages/messages';

export default function About() {
  return <Page title={m.common_brand()}>.</Page>;
}
