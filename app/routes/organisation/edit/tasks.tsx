import { CalendarPlus, Pencil, Plus } from 'lucide-react';
import { z } from 'zod';
import { redirect } from 'react-router';
import type { Route } from './+types/tasks';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { TaskSummary } from '~/app/components/organisation/task-summary';
import { ActionForm } from '~/app/components/ui/action-form';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { isProblem, readForm } from '~/app/forms/form';
import { useLive } from '~/app/live/use-live';
import { draftOf, inputOf, saveStep } from './draft';
import { versionShape } from './what-shape';
import { m } from '~/generated/messages/messages';

const shape = versionShape.extend({ remove: z.string() });

export { shouldRevalidate } from './read-anew';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  return { need: await draftOf(context, url, params.needId) };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const need = await draftOf(context, url, params.needId);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const tasks = inputOf(need).tasks.filter((task) => task.id !== read.value.remove);
  const result = await saveStep(context, need, read.value.version, { tasks });
  return isProblem(result) ? read.refuse(result) : redirect(url.pathname);
}

export function meta() {
  return [{ title: m.organisation_tasks_question() }];
}

export default function EditTasks({ loaderData: { need }, actionData }: Route.ComponentProps) {
  const tasks = need.tasks.filter((task) => !task.cancelledAt);
  useLive([`need:${need.id}`]);
  const base = `/organisation/needs/${need.id}/edit`;
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
          <ul className="flex flex-col gap-3">
            {tasks.map((task) => (
              <TaskSummary key={task.id} task={task} zone={need.community.timeZone}>
                <LinkButton to={`${base}/tasks/${task.id}`} icon={Pencil}>
                  {m.organisation_edit()}
                </LinkButton>
                <ActionForm
                  hidden={{ remove: task.id, version: String(need.version) }}
                  reply={actionData}
                  label={m.organisation_task_remove()}
                  tone="danger"
                />
              </TaskSummary>
            ))}
          </ul>
          <div className="flex flex-wrap gap-3">
            <LinkButton to={`${base}/details`} tone="primary">
              {m.organisation_continue()}
            </LinkButton>
            {add}
          </div>
        </>
      )}
    </EditFrame>
  );
}
