import { Pencil, Send } from 'lucide-react';
import { Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/check';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { NeedFacts } from '~/app/components/organisation/need-facts';
import { TaskSummary } from '~/app/components/organisation/task-summary';
import { Verification } from '~/app/components/organisation/verification';
import { ActionForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { PublishNeed } from '~/app/graphql/organisation/needs';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { unitOf } from '../unit';
import { draftOf } from './draft';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const [unit, need] = await Promise.all([unitOf(context, url), draftOf(context, url, params.needId)]);
  return { unit, need };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const read = readForm(await request.formData(), z.object({ intent: z.literal('publish') }));
  if (!read.ok) return read.reply;
  const { publishNeed } = await api(context).mutate(PublishNeed, { input: { id: params.needId } });
  return isProblem(publishNeed) ? read.refuse(publishNeed) : redirect(`/organisation/needs/${params.needId}`);
}

export function meta() {
  return [{ title: m.organisation_check_question() }];
}

export default function CheckNeed({ loaderData: { unit, need }, actionData }: Route.ComponentProps) {
  const base = `/organisation/needs/${need.id}`;
  useLive([`need:${need.id}`, ...useViewerFeeds('organisation')]);
  const tasks = need.tasks.filter((task) => !task.cancelledAt);
  const isDraft = need.status === 'draft';
  return (
    <EditFrame
      step="check"
      question={isDraft ? m.organisation_check_question() : m.organisation_check_done()}
      needId={need.id}
    >
      <Verification status={unit.status} reason={unit.statusReason} />
      <Card className="flex flex-col gap-6">
        <div className="flex items-start justify-between gap-4">
          <h2 className="min-w-0 text-title">{need.title}</h2>
          <Link
            to={`${base}/edit/what`}
            className="-mt-1.5 inline-flex min-h-target min-w-target shrink-0 items-center justify-center gap-1"
          >
            <Pencil aria-hidden className="size-4" />
            {m.organisation_edit()}
          </Link>
        </div>
        <NeedFacts need={need} />
      </Card>
      {tasks.length > 0 ? (
        <ul className="flex flex-col gap-3">
          {tasks.map((task) => (
            <TaskSummary key={task.id} task={task} zone={need.community.timeZone} />
          ))}
        </ul>
      ) : (
        <Banner tone="caution" title={m.organisation_tasks_empty()}>
          <Link to={`${base}/edit/tasks/new`}>{m.organisation_task_add_first()}</Link>
        </Banner>
      )}
      <div className="flex flex-wrap items-start gap-3">
        {isDraft && tasks.length > 0 && (
          <ActionForm
            hidden={{ intent: 'publish' }}
            reply={actionData}
            label={m.organisation_publish()}
            tone="primary"
            icon={Send}
          />
        )}
        <LinkButton to={isDraft ? '/organisation' : base}>
          {isDraft ? m.organisation_leave_draft() : m.organisation_to_need()}
        </LinkButton>
      </div>
    </EditFrame>
  );
}
