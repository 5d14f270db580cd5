import { Inbox, Plus } from 'lucide-react';
import { z } from 'zod';
import type { Route } from './+types/my-requests';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import { spokenCode } from '~/app/components/committee/spoken-code';
import { TakeBackForm } from '~/app/components/follow/take-back-form';
import { Badge } from '~/app/components/ui/badge';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { api, signInFirst } from '~/app/graphql/api';
import { isProblem, readForm } from '~/app/forms/form';
import { type MyRequest, MyRequestsQuery, TakeBackRequest } from '~/app/graphql/ask';
import { formatFromNow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { viewer, myRequests } = await api(context)
    .query(MyRequestsQuery)
    .catch(() => ({ viewer: null, myRequests: [] }));
  if (!viewer) signInFirst(url);
  return { requests: myRequests, now: new Date().toISOString() };
}

const takeBackShape = z.object({
  id: z.string(),
  reason: z
    .string({ error: () => m.ask_take_back_missing() })
    .trim()
    .max(500),
});

export async function action({ request, context }: Route.ActionArgs) {
  const read = readForm(await request.formData(), takeBackShape);
  if (!read.ok) return read.reply;
  const { takeBackRequest } = await api(context).mutate(TakeBackRequest, { input: read.value });
  return isProblem(takeBackRequest) ? read.refuse(takeBackRequest) : null;
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.ask_mine_title()} · ${m.common_brand()}` }];
}

/** What one asked for, and how far each has come. */
export default function MyRequests({ loaderData: { requests, now }, actionData }: Route.ComponentProps) {
  return (
    <Page
      title={m.ask_mine_title()}
      action={
        <LinkButton to="/ask" icon={Plus} tone="primary">
          {m.ask_title()}
        </LinkButton>
      }
    >
      {requests.length === 0 && (
        <EmptyState icon={Inbox} title={m.ask_mine_none()}>
          {m.ask_mine_none_advice()}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {requests.map((request) => (
          <li
            key={request.id}
            className="flex flex-col gap-2 rounded-card border border-rule bg-surface px-4 py-3"
          >
            <p className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-lead font-semibold">{request.subject}</span>
              <Badge tone="primary">{stateWords[request.state]()}</Badge>
            </p>
            <p className="text-muted">
              {request.followCode
                ? m.ask_mine_number({
                    number: spokenNumber(request.number),
                    code: spokenCode(request.followCode),
                  })
                : m.ask_mine_number_only({ number: spokenNumber(request.number) })}
              {' · '}
              {formatFromNow(request.createdAt, now)}
            </p>
            {request.followCode && (
              <div>
                <LinkButton to={`/follow/${request.number}`}>{m.ask_mine_follow()}</LinkButton>
              </div>
            )}
            {request.mayTakeBack && (
              <TakeBackForm
                request={{ id: request.id }}
                reply={actionData?.initialValue?.id === request.id ? actionData : undefined}
              />
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}

const stateWords: Record<MyRequest['state'], () => string> = {
  received: m.ask_state_received,
  waiting: m.ask_state_waiting,
  published: m.ask_state_published,
  in_progress: m.ask_state_in_progress,
  to_judge: m.ask_state_to_judge,
  reopened: m.ask_state_reopened,
  completed: m.ask_state_completed,
  cancelled: m.ask_state_cancelled,
  answered: m.ask_state_answered,
  passed_on: m.ask_state_passed_on,
  refused: m.ask_state_refused,
};
