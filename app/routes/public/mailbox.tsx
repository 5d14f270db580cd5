import { Mail } from 'lucide-react';
import { data } from 'react-router';
import type { Route } from './+types/mailbox';
import { channelWords } from '~/app/components/notices/words';
import { Badge } from '~/app/components/ui/badge';
import { Details } from '~/app/components/ui/details';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { api } from '~/app/graphql/api';
import { MailboxQuery } from '~/app/graphql/notices';
import { formatFromNow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export async function loader({ context }: Route.LoaderArgs) {
  const { mailbox } = await api(context).query(MailboxQuery);
  // A real installation has no such page.
  if (!mailbox) throw data(null, { status: 404 });
  return { mailbox, now: new Date().toISOString() };
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.notices_mailbox_title()} · ${m.common_brand()}` }];
}

/** What the demo would have sent, instead of sending it. */
export default function Mailbox({ loaderData: { mailbox, now } }: Route.ComponentProps) {
  return (
    <Page title={m.notices_mailbox_title()} lead={m.notices_mailbox_lead()}>
      {mailbox.length === 0 && (
        <EmptyState icon={Mail} title={m.notices_mailbox_empty()}>
          {m.notices_mailbox_advice()}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3 empty:hidden">
        {mailbox.map((message) => (
          <li key={message.id} className="flex flex-col gap-2">
            <p className="flex flex-wrap items-center gap-2 text-meta text-muted">
              <Badge>{channelWords[message.channel]()}</Badge>
              {m.notices_mailbox_to({ name: message.personName })} · {formatFromNow(message.createdAt, now)}
            </p>
            <Details summary={message.subject}>
              <p className="wrap-anywhere whitespace-pre-line">{message.text}</p>
            </Details>
          </li>
        ))}
      </ul>
    </Page>
  );
}
