import { Form, redirect } from 'react-router';
import type { Route } from './+types/task';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { StepErrors } from '~/app/components/organisation/step-errors';
import { type TaskField, TaskFields } from '~/app/components/organisation/task-fields';
import { Button, LinkButton } from '~/app/components/ui/button';
import { ChoiceGroup } from '~/app/components/ui/choice-field';
import { isProblem, readForm } from '~/app/forms/form';
import { formProps, useServerForm } from '~/app/forms/use-server-form';
import { api, notFound } from '~/app/graphql/api';
import { type Draft, type DraftTask, SkillChoices } from '~/app/graphql/organisation/needs';
import { ChangeFollowing } from '~/app/graphql/organisation/series';
import { formatWindow, toLocalInput } from '~/app/i18n/format';
import { draftOf, inputOf, saveStep } from './draft';
import { taskInputFrom, taskShape } from './task-shape';
import { m } from '~/generated/messages/messages';

/** The task of the address; undefined while it is a new one. */
function taskOf(need: Draft, id: string): DraftTask | undefined {
  if (id === 'new') return undefined;
  return need.tasks.find((task) => task.id === id && !task.cancelledAt) ?? notFound();
}

export { shouldRevalidate } from './read-anew';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const [need, { skills }] = await Promise.all([
    draftOf(context, url, params.needId),
    api(context).query(SkillChoices),
  ]);
  return { need, skills, task: taskOf(need, params.taskId) ?? null };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const need = await draftOf(context, url, params.needId);
  const task = taskOf(need, params.taskId);
  const now = new Date();
  const isOver = task !== undefined && Date.parse(task.endsAt) <= now.getTime();
  const shape = taskShape(need.community.timeZone, isOver ? null : now);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const back = `/organisation/needs/${need.id}/edit/tasks`;
  const { scope, ...values } = read.value;
  const changed = taskInputFrom(values, task?.id);
  if (task?.isOfSeries && scope === 'following') {
    const input = { need: need.id, version: values.version, task: changed };
    const { changeFollowing } = await api(context).mutate(ChangeFollowing, { input });
    if (!isProblem(changeFollowing)) return redirect(back);
    return read.refuse(
      changeFollowing.__typename === 'InvalidInput'
        ? namedByForm(changeFollowing, ['task'])
        : changeFollowing,
    );
  }
  const { tasks: others } = inputOf(need);
  const found = others.findIndex((each) => each.id === task?.id);
  const position = task && found >= 0 ? found : others.length;
  const tasks = others.toSpliced(position, 1, changed);
  const result = await saveStep(context, need, values.version, { tasks });
  if (!isProblem(result)) return redirect(back);
  return read.refuse(
    result.__typename === 'InvalidInput' ? namedByForm(result, ['tasks', String(position)]) : result,
  );
}

interface Issue {
  path: readonly string[];
  message: string;
}

/** The API names a field of this task `tasks.2.title` or `task.title`; this form calls it `title`. */
function namedByForm<Problem extends { __typename: string; issues: readonly Issue[] }>(
  problem: Problem,
  place: readonly string[],
) {
  const inThisTask = (path: readonly string[]) => {
    const own = path[0] === 'input' ? path.slice(1) : path;
    return place.every((part, at) => own[at] === part) ? own.slice(place.length) : own;
  };
  return { ...problem, issues: problem.issues.map((issue) => ({ ...issue, path: inThisTask(issue.path) })) };
}

export function meta() {
  return [{ title: m.organisation_task_question() }];
}

export default function EditTask({ loaderData: { need, skills, task }, actionData }: Route.ComponentProps) {
  const zone = need.community.timeZone;
  const [form, fields] = useServerForm<Record<TaskField | 'scope', string | string[]>>(
    actionData,
    initialValues(task, need),
  );
  const asksForMore =
    task !== null && (task.needsApproval || task.minimumAge !== null || task.requiredSkills.length > 0);
  return (
    <EditFrame
      step="tasks"
      question={task ? m.organisation_task_question() : m.organisation_task_question_new()}
      needId={need.id}
    >
      <Form {...formProps(form)} className="flex flex-col gap-6">
        <StepErrors
          errors={form.errors}
          sent={actionData?.initialValue?.version}
          current={need.version}
          facts={
            task
              ? [
                  { term: m.organisation_task_title(), value: task.title },
                  {
                    term: m.organisation_task_starts(),
                    value: formatWindow(task.startsAt, task.endsAt, zone),
                  },
                  {
                    term: m.organisation_task_most(),
                    value: m.organisation_from_to_people({
                      least: task.minimumPlaces,
                      count: task.maximumPlaces,
                    }),
                  },
                ]
              : []
          }
        />
        <input type="hidden" name="version" value={need.version} />
        <TaskFields
          fields={fields}
          skills={skills}
          community={need.community.name}
          showMore={asksForMore || Boolean(fields.minimumAge.errors)}
        />
        {task?.isOfSeries && (
          <ChoiceGroup
            field={{ ...fields.scope, initialValue: fields.scope.initialValue ?? 'one' }}
            label={m.series_scope()}
            hint={m.series_scope_hint()}
            type="radio"
            options={[
              { value: 'one', label: m.series_scope_one() },
              { value: 'following', label: m.series_scope_following() },
            ]}
          />
        )}
        <div className="flex flex-wrap gap-3">
          <Button tone="primary">{m.organisation_task_save()}</Button>
          <LinkButton to={`/organisation/needs/${need.id}/edit/tasks`}>{m.common_cancel()}</LinkButton>
        </div>
      </Form>
    </EditFrame>
  );
}

function initialValues(task: DraftTask | null, need: Draft) {
  if (!task) return { title: need.title, minimumPlaces: '1', withdrawUntilMinutes: '1440' };
  const zone = need.community.timeZone;
  return {
    title: task.title,
    startsAt: toLocalInput(task.startsAt, zone),
    endsAt: toLocalInput(task.endsAt, zone),
    minimumPlaces: String(task.minimumPlaces),
    maximumPlaces: String(task.maximumPlaces),
    minimumAge: task.minimumAge === null ? undefined : String(task.minimumAge),
    languages: task.languages,
    requiredSkills: task.requiredSkills.map((skill) => skill.id),
    usefulSkills: task.usefulSkills.map((skill) => skill.id),
    needsApproval: task.needsApproval ? 'on' : undefined,
    withdrawUntilMinutes: String(task.withdrawUntilMinutes),
  };
}
