import { Bell } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import type { Route } from './+types/notices';
import { Badge } from '~/app/components/ui/badge';
import { Button } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { api, signInFirst } from '~/app/graphql/api';
import { MarkNoticesRead, NoticesQuery } from '~/app/graphql/volunteer';
import { formatFromNow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer, notices } = await api(context).query(NoticesQuery);
  if (!viewer) signInFirst(url);
  return { personId: viewer.person.id, notices, now: new Date().toISOString() };
}

export async function action({ context }: Route.ActionArgs) {
  await api(context).mutate(MarkNoticesRead);
  return redirect('/notices', 303);
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_notices()} · ${m.common_brand()}` }];
}

export default function Notices({ loaderData }: Route.ComponentProps) {
  const { personId, notices, now } = loaderData;
  useLive([`person:${personId}`]);
  const hasUnread = notices.some((notice) => notice.readAt === null);
  return (
    <Page
      title={m.common_notices()}
      action={
        hasUnread && (
          <Form method="post">
            <Button>{m.volunteer_mark_read()}</Button>
          </Form>
        )
      }
    >
      {notices.length === 0 && (
        <EmptyState icon={Bell} title={m.volunteer_no_notices()}>
          {m.volunteer_no_notices_advice()}
        </EmptyState>
      )}
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface empty:hidden">
        {notices.map((notice) => (
          <li key={notice.id} className="relative flex flex-col gap-1 p-4">
            <span className="flex flex-wrap items-center gap-2 text-meta text-muted">
              {notice.readAt === null && <Badge tone="primary">{m.volunteer_unread()}</Badge>}
              {formatFromNow(notice.createdAt, now)}
            </span>
            {notice.url ? (
              <Link to={notice.url} className="text-ink after:absolute after:inset-0">
                {notice.text}
              </Link>
            ) : (
              <span>{notice.text}</span>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}
