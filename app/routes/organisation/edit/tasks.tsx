import { CalendarPlus, Pencil, Plus, Repeat } from 'lucide-react';
import { z } from 'zod';
import { Link, redirect } from 'react-router';
import type { Route } from './+types/tasks';
import { rhythmWords } from '~/app/components/needs/rhythm-words';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { TaskSummary } from '~/app/components/organisation/task-summary';
import { ActionForm, ReasonForm } from '~/app/components/ui/action-form';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { CancelTask, type DraftTask } from '~/app/graphql/organisation/needs';
import { useLive } from '~/app/live/use-live';
import { draftOf, inputOf, saveStep } from './draft';
import { versionShape } from './what-shape';
import { m } from '~/generated/messages/messages';

const shape = z.discriminatedUnion('intent', [
  versionShape.extend({ intent: z.literal('remove'), task: z.string() }),
  z.object({ intent: z.literal('cancel'), task: z.string(), reason: z.string().trim().min(2).max(500) }),
]);

export { shouldRevalidate } from './read-anew';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  return { need: await draftOf(context, url, params.needId), now: new Date().toISOString() };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const need = await draftOf(context, url, params.needId);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const wish = read.value;
  const result =
    wish.intent === 'cancel'
      ? await cancel(context, wish.task, wish.reason)
      : await saveStep(context, need, wish.version, {
          tasks: inputOf(need).tasks.filter((task) => task.id !== wish.task),
        });
  return isProblem(result) ? read.refuse(result) : redirect(url.pathname);
}

async function cancel(context: Route.ActionArgs['context'], id: string, reason: string) {
  return (await api(context).mutate(CancelTask, { input: { id, reason } })).cancelTask;
}

export function meta() {
  return [{ title: m.organisation_tasks_question() }];
}

export default function EditTasks({ loaderData: { need, now }, actionData }: Route.ComponentProps) {
  const tasks = need.tasks.filter((task) => !task.cancelledAt);
  useLive([`need:${need.id}`]);
  const base = `/organisation/needs/${need.id}/edit`;
  const isPublic = need.status === 'open' || need.status === 'in_progress';
  const add = (
    <LinkButton to={`${base}/tasks/new`} icon={Plus} tone={tasks.length === 0 ? 'primary' : 'secondary'}>
      {tasks.length === 0 ? m.organisation_task_add_first() : m.organisation_task_add()}
    </LinkButton>
  );
  return (
    <EditFrame
      step="tasks"
      question={m.organisation_tasks_question()}
      lead={m.organisation_tasks_lead()}
      needId={need.id}
    >
      {tasks.length === 0 ? (
        <EmptyState icon={CalendarPlus} title={m.organisation_tasks_empty()} action={add}>
          {m.organisation_tasks_empty_advice()}
        </EmptyState>
      ) : (
        <>
          {need.series && <p>{rhythmWords(need.series)}</p>}
          <ul className="flex flex-col gap-3">
            {tasks.map((task) => (
              <TaskSummary
                key={task.id}
                task={task}
                zone={need.community.timeZone}
                below={
                  isPublic &&
                  tasks.length > 1 &&
                  task.endsAt > now && <CancelTaskForm task={task} reply={actionData} />
                }
              >
                <LinkButton to={`${base}/tasks/${task.id}`} icon={Pencil}>
                  {m.organisation_edit()}
                </LinkButton>
                {!isPublic && !task.isOfSeries && (
                  <ActionForm
                    hidden={{ intent: 'remove', task: task.id, version: String(need.version) }}
                    reply={actionData}
                    label={m.organisation_task_remove()}
                    tone="danger"
                  />
                )}
              </TaskSummary>
            ))}
          </ul>
          {isPublic && tasks.length === 1 && (
            <p className="text-muted">
              {m.organisation_task_last()}{' '}
              <Link to={`/organisation/needs/${need.id}`}>{m.organisation_to_need()}</Link>
            </p>
          )}
          <div className="flex flex-wrap gap-3">
            <LinkButton to={`${base}/details`} tone="primary">
              {m.organisation_continue()}
            </LinkButton>
            {add}
            {need.kind === 'activity' && (
              <LinkButton to={`${base}/rhythm`} icon={Repeat}>
                {need.series ? m.series_change() : m.series_repeat()}
              </LinkButton>
            )}
          </div>
        </>
      )}
    </EditFrame>
  );
}

/** A task that is public is not removed: it is called off with a reason, which reaches everyone who signed up. */
function CancelTaskForm({ task, reply }: { task: DraftTask; reply?: FormReply }) {
  return (
    <ReasonForm
      hidden={{ intent: 'cancel', task: task.id }}
      reply={reply}
      summary={m.organisation_task_cancel()}
      question={m.organisation_cancel_question()}
      hint={m.organisation_cancel_hint()}
      label={m.organisation_task_cancel_do()}
    />
  );
}
