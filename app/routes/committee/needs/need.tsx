import { Check } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/need';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { HistoryList } from '~/app/components/organisation/history-list';
import { NeedFacts } from '~/app/components/organisation/need-facts';
import { NeedState } from '~/app/components/organisation/need-state';
import { TaskSummary } from '~/app/components/organisation/task-summary';
import { ActionForm, ReasonForm } from '~/app/components/ui/action-form';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { ReviewNeed, ReviewNeedQuery } from '~/app/graphql/committee/needs';
import { useLive } from '~/app/live/use-live';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('approve') }),
  z.object({ intent: z.literal('return'), reason: z.string().trim().min(2).max(500) }),
]);

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { need } = await api(context).query(ReviewNeedQuery, { id: params.needId });
  return { need: need ?? notFound() };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const answer =
    read.value.intent === 'approve' ? { approve: true } : { approve: false, reason: read.value.reason };
  const { reviewNeed } = await api(context).mutate(ReviewNeed, { input: { id: params.needId, ...answer } });
  return isProblem(reviewNeed) ? read.refuse(reviewNeed) : redirect('/committee/needs');
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.need.title }];
}

export default function ReviewNeedPage({ loaderData: { need }, actionData }: Route.ComponentProps) {
  useLive([`need:${need.id}`]);
  const zone = need.community.timeZone;
  return (
    <DeskPage
      title={need.title}
      lead={need.organisation?.name}
      back={{ to: '/committee/needs', label: m.committee_needs_title() }}
    >
      <NeedState {...need} />
      <Card>
        <NeedFacts need={need} />
      </Card>
      <ul className="flex flex-col gap-3">
        {need.tasks.map((task) => (
          <TaskSummary key={task.id} task={task} zone={zone} />
        ))}
      </ul>
      {need.may.includes('review') && (
        <>
          <ActionForm
            hidden={{ intent: 'approve' }}
            reply={actionData}
            label={m.committee_approve_need()}
            tone="primary"
            icon={Check}
          />
          <ReasonForm
            hidden={{ intent: 'return' }}
            reply={actionData}
            summary={m.committee_return_need()}
            question={m.committee_return_question()}
            hint={m.committee_return_hint()}
            label={m.committee_return_need()}
          />
        </>
      )}
      <Details summary={m.organisation_history()}>
        <HistoryList entries={need.history} zone={zone} />
      </Details>
    </DeskPage>
  );
}
