import { BellOff } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { Route } from './+types/unsubscribe';
import { channelWords, groupWords } from '~/app/components/notices/words';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { isProblem } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { Unsubscribe, UnsubscribedQuery } from '~/app/graphql/notices';
import { formatList } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { unsubscribed } = await api(context).query(UnsubscribedQuery, { token: params.token });
  return { meant: unsubscribed };
}

/** By the button, or by a mail program's own (RFC 8058), which wants an answer and no redirect. */
export async function action({ context, params }: Route.ActionArgs) {
  const { unsubscribe } = await api(context).mutate(Unsubscribe, { input: { token: params.token } });
  return { isDone: !isProblem(unsubscribe) };
}

export function meta(): Route.MetaDescriptors {
  return [
    { title: `${m.notices_stop_title()} · ${m.common_brand()}` },
    { name: 'robots', content: 'noindex' },
  ];
}

/** Switches off what a message was one of: without signing in, by whoever has the message. */
export default function UnsubscribePage({ loaderData: { meant }, actionData }: Route.ComponentProps) {
  if (!meant)
    return (
      <Page title={m.notices_stop_title()}>
        <EmptyState icon={BellOff} title={m.notices_stop_unknown()}>
          <Link to="/account/notices" className="inline-flex min-h-target items-center">
            {m.notices_stop_elsewhere()}
          </Link>
        </EmptyState>
      </Page>
    );
  const what = {
    channel: channelWords[meant.channel](),
    group: formatList(meant.groups.map((group) => groupWords[group].name())),
  };
  return (
    <Page title={m.notices_stop_title()} lead={m.notices_stop_lead(what)}>
      {meant.groups.map((group) => (
        <p key={group}>{groupWords[group].what()}</p>
      ))}
      {actionData?.isDone ? (
        <Banner tone="success" urgent title={m.notices_stop_done(what)} />
      ) : (
        <Form method="post">
          <Button tone="primary" icon={BellOff}>
            {m.notices_stop_button()}
          </Button>
        </Form>
      )}
      <p>
        <Link to="/account/notices" className="inline-flex min-h-target items-center">
          {m.notices_stop_elsewhere()}
        </Link>
      </p>
    </Page>
  );
}
