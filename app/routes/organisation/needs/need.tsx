import {
  ClipboardList,
  Copy,
  Dices,
  ExternalLink,
  NotebookPen,
  Pencil,
  Plus,
  Repeat,
  Send,
} from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/need';
import { JudgementList } from '~/app/components/judging/judgement-list';
import { rhythmWords } from '~/app/components/needs/rhythm-words';
import { clockRuns, DueBadge } from '~/app/components/needs/due-badge';
import { HistoryList } from '~/app/components/organisation/history-list';
import { NeedPlace } from '~/app/components/organisation/need-place';
import { NeedFacts } from '~/app/components/organisation/need-facts';
import { NeedState } from '~/app/components/organisation/need-state';
import { TaskSummary } from '~/app/components/organisation/task-summary';
import { ActionForm, ReasonForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { DeskPage, toUnit } from '~/app/components/organisation/desk-page';
import { Section } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { CancelNeed, type DraftTask, OwnNeed, PublishNeed } from '~/app/graphql/organisation/needs';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { m } from '~/generated/messages/messages';

const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('publish') }),
  z.object({ intent: z.literal('cancel'), reason: z.string().trim().min(2).max(500) }),
]);

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const { need } = await api(context).query(OwnNeed, { id: params.needId });
  return { need: need && need.may.length > 0 ? need : notFound(), now: new Date().toISOString() };
}

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { mutate } = api(context);
  const id = params.needId;
  const result =
    read.value.intent === 'publish'
      ? (await mutate(PublishNeed, { input: { id } })).publishNeed
      : (await mutate(CancelNeed, { input: { id, reason: read.value.reason } })).cancelNeed;
  return isProblem(result) ? read.refuse(result) : redirect(url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.need.title }];
}

export default function OwnNeedPage({ loaderData: { need, now }, actionData }: Route.ComponentProps) {
  useLive([`need:${need.id}`]);
  const zone = need.community.timeZone;
  const can = (act: string) => need.may.includes(act);
  const isPublic = need.status !== 'draft' && need.status !== 'in_review';
  return (
    <DeskPage
      back={toUnit()}
      title={<span className="max-sm:block max-sm:text-title">{need.title}</span>}
      lead={m.organisation_need_number({ number: need.number })}
      action={
        can('edit') && (
          <LinkButton
            to={`/organisation/needs/${need.id}/edit/${need.status === 'draft' ? 'check' : 'what'}`}
            icon={Pencil}
          >
            {m.organisation_edit()}
          </LinkButton>
        )
      }
    >
      <div className="flex flex-wrap items-center gap-3">
        <NeedState {...need} />
        {clockRuns(need.status) && <DueBadge dueAt={need.dueAt} now={now} />}
        {need.places > 0 && m.organisation_places_taken({ taken: need.placesTaken, places: need.places })}
      </div>
      {need.status === 'open' && need.round > 1 && !need.startsAt && (
        <Banner tone="caution" title={m.judging_again_banner()}>
          {can('edit') && (
            <LinkButton to={`/organisation/needs/${need.id}/edit/tasks/new`} tone="primary" icon={Plus}>
              {m.judging_again_plan()}
            </LinkButton>
          )}
        </Banner>
      )}
      {can('take_down') && (
        <div>
          <LinkButton to={`/committee/return-visits/${need.id}`} icon={NotebookPen} tone="primary">
            {m.judging_ask_open()}
          </LinkButton>
        </div>
      )}
      {need.judgements.length > 0 && (
        <Section title={m.judging_results()}>
          <JudgementList judgements={need.judgements} zone={zone} />
        </Section>
      )}
      <NextStep status={need.status} reason={need.statusReason} />
      {can('publish') && need.tasks.length > 0 && (
        <ActionForm
          hidden={{ intent: 'publish' }}
          reply={actionData}
          label={m.organisation_publish()}
          tone="primary"
          icon={Send}
        />
      )}
      <Section
        title={m.organisation_step_tasks()}
        action={
          can('edit') &&
          need.series && (
            <LinkButton to={`/organisation/needs/${need.id}/edit/rhythm`} icon={Repeat}>
              {m.series_change()}
            </LinkButton>
          )
        }
      >
        {need.series && <p>{rhythmWords(need.series)}</p>}
        <ul className="flex flex-col gap-3">
          {need.tasks.map((task) => (
            <TaskSummary key={task.id} task={task} zone={zone}>
              {can('roster') && isPublic && (
                <LinkButton to={`/organisation/tasks/${task.id}/roster`} icon={ClipboardList}>
                  {m.organisation_roster()}
                </LinkButton>
              )}
              {can('edit') && need.kind === 'activity' && mayDraw(task, now) && (
                <LinkButton to={`/organisation/tasks/${task.id}/draw`} icon={Dices}>
                  {m.draw_link()}
                </LinkButton>
              )}
            </TaskSummary>
          ))}
        </ul>
        {need.tasks.length === 0 && (
          <div className="flex flex-col items-start gap-3">
            <p className="text-muted">{m.organisation_tasks_empty_advice()}</p>
            {can('edit') && (
              <LinkButton to={`/organisation/needs/${need.id}/edit/tasks/new`} tone="primary" icon={Plus}>
                {m.organisation_task_add_first()}
              </LinkButton>
            )}
          </div>
        )}
      </Section>
      <Card>
        <NeedFacts need={need} />
      </Card>
      <NeedPlace need={need} />
      <div className="flex flex-wrap gap-3">
        {isPublic && (
          <LinkButton to={`/needs/${need.id}`} icon={ExternalLink}>
            {m.organisation_public_page()}
          </LinkButton>
        )}
        <LinkButton to={`/organisation/needs/new?from=${need.id}`} icon={Copy}>
          {m.organisation_copy()}
        </LinkButton>
      </div>
      <Details summary={m.organisation_history()}>
        <HistoryList entries={need.history} zone={zone} />
      </Details>
      {can('cancel') && (
        <ReasonForm
          hidden={{ intent: 'cancel' }}
          reply={actionData}
          {...(isPublic
            ? {
                summary: m.organisation_cancel_summary(),
                question: m.organisation_cancel_question(),
                hint: m.organisation_cancel_hint(),
                label: m.organisation_cancel_do(),
              }
            : {
                summary: m.organisation_discard_summary(),
                question: m.organisation_discard_question(),
                hint: m.organisation_discard_hint(),
                label: m.organisation_discard_do(),
              })}
        />
      )}
    </DeskPage>
  );
}

/** Whether its places are drawn by lot, or can be as yet. */
const mayDraw = (task: DraftTask, now: string): boolean =>
  !task.cancelledAt && task.startsAt > now && (task.allocation !== 'first_come' || task.takenPlaces === 0);

/** What happens next with a need, or what the unit has to do. */
function NextStep({ status, reason }: { status: string; reason: string | null }) {
  if (status === 'draft') {
    return reason ? (
      <Banner tone="caution" title={m.organisation_returned({ reason })}>
        {m.organisation_returned_advice()}
      </Banner>
    ) : (
      <Banner>{m.organisation_next_draft()}</Banner>
    );
  }
  if (status === 'in_review') return <Banner>{m.organisation_next_review()}</Banner>;
  if (status === 'cancelled')
    return <Banner tone="danger">{m.organisation_cancelled_because({ reason: reason ?? '—' })}</Banner>;
  return null;
}
