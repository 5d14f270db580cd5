import { Dices } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/draw';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { DateTimeField } from '~/app/components/ui/text-field';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { DropDraw, SetDraw, SettingDrawQuery } from '~/app/graphql/draws';
import { formatMoment, formatWindow, toLocalInput } from '~/app/i18n/format';
import { fromLocalInput } from '~/app/i18n/local-time';
import { useLive } from '~/app/live/use-live';
import { unitOf } from './unit';
import { m } from '~/generated/messages/messages';

const dayBefore = 24 * 3_600_000;

/** The moment as it was typed, in the community's zone. */
const shape = (zone: string) =>
  z.discriminatedUnion('intent', [
    z.object({
      intent: z.literal('set'),
      closesAt: z.string({ error: () => m.organisation_problem_time() }).transform((text, check) => {
        const at = fromLocalInput(text, zone);
        if (at) return at;
        check.addIssue({ code: 'custom', message: m.organisation_problem_time() });
        return z.NEVER;
      }),
    }),
    z.object({ intent: z.literal('drop') }),
  ]);

async function taskOf(context: Route.LoaderArgs['context'], id: string) {
  const { task } = await api(context).query(SettingDrawQuery, { id });
  return task && task.need.may.includes('edit') ? task : notFound();
}

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const task = await taskOf(context, params.taskId);
  const zone = task.need.community.timeZone;
  // Proposed: the evening two days before, which leaves everyone a day to say no.
  const proposed = task.drawClosesAt ?? new Date(Date.parse(task.startsAt) - 2 * dayBefore).toISOString();
  return { task, proposed: toLocalInput(proposed, zone) };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const task = await taskOf(context, params.taskId);
  const read = readForm(await request.formData(), shape(task.need.community.timeZone));
  if (!read.ok) return read.reply;
  const { mutate } = api(context);
  const input = { task: task.id };
  const result =
    read.value.intent === 'set'
      ? (await mutate(SetDraw, { input: { ...input, closesAt: read.value.closesAt } })).setDraw
      : (await mutate(DropDraw, { input })).dropDraw;
  return isProblem(result) ? read.refuse(result) : redirect(`/organisation/needs/${task.need.id}`, 303);
}

export function meta() {
  return [{ title: m.draw_set_title() }];
}

/** Lets the places of one task be drawn by lot, or gives them to whoever comes first again. */
export default function SetDrawPage({ loaderData: { task, proposed }, actionData }: Route.ComponentProps) {
  useLive([`task:${task.id}`]);
  const zone = task.need.community.timeZone;
  const isPending = task.allocation === 'draw_pending';
  const hasPeople = task.takenPlaces > 0 || task.waiting > 0;
  const needsYes = task.needsApproval || task.need.placeKind === 'private_home';
  const canSet = task.allocation !== 'drawn' && !hasPeople && !needsYes;
  const set = { intent: 'set' };
  return (
    <DeskPage
      back={{ to: `/organisation/needs/${task.need.id}`, label: task.need.title }}
      title={m.draw_set_title()}
      lead={`${task.title} · ${formatWindow(task.startsAt, task.endsAt, zone)}`}
    >
      <p>{m.draw_set_lead()}</p>
      {task.drawClosesAt && (
        <Banner
          title={
            isPending
              ? m.draw_set_is({ when: formatMoment(task.drawClosesAt, zone), count: task.waiting })
              : m.draw_set_was({ when: formatMoment(task.drawClosesAt, zone) })
          }
        >
          <LinkButton to={`/draws/${task.id}`}>{m.draw_see()}</LinkButton>
        </Banner>
      )}
      {!canSet && task.allocation !== 'drawn' && (
        <p className="text-muted">
          {needsYes ? m.draw_set_yes() : isPending ? m.draw_set_entered() : m.draw_set_held()}
        </p>
      )}
      {canSet && (
        <Card>
          <ActionForm
            hidden={set}
            reply={actionData}
            label={isPending ? m.draw_set_move() : m.draw_set_do()}
            tone="primary"
            icon={Dices}
          >
            {(reply) => (
              <DateTimeField
                field={fieldOf(set, 'closesAt', reply, proposed)}
                label={m.draw_set_when()}
                hint={m.draw_set_when_hint({ community: task.need.community.name })}
              />
            )}
          </ActionForm>
        </Card>
      )}
      {isPending && !hasPeople && (
        <ActionForm hidden={{ intent: 'drop' }} reply={actionData} label={m.draw_drop()} />
      )}
    </DeskPage>
  );
}
