import { ArrowLeft, PhoneOutgoing } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/calls';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { PrintButton } from '~/app/components/roster/print-button';
import { ActionForm } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page } from '~/app/components/ui/page';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { type CallRow, CallingListQuery, RecordCall } from '~/app/graphql/reminders';
import { formatMoment, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const { task, callingList } = await api(context).query(CallingListQuery, { id: params.taskId });
  if (!task || !callingList) notFound();
  return { task, calls: callingList, now: new Date().toISOString() };
}

const shape = z.object({ claim: z.string(), outcome: z.enum(['coming', 'cannot', 'not_reached']) });

export async function action({ context, request, url }: Route.ActionArgs) {
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { recordCall } = await api(context).mutate(RecordCall, { input: read.value });
  return isProblem(recordCall) ? read.refuse(recordCall) : redirect(url.pathname, 303);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.reminders_calls_of({ title: loaderData.task.need.title }) }];
}

/** Whom to ring up before a task, with what came of it; on paper with boxes to tick. */
export default function Calls({ loaderData: { task, calls, now }, actionData }: Route.ComponentProps) {
  useLive([`task:${task.id}`, `need:${task.need.id}`]);
  const zone = task.need.community.timeZone;
  return (
    <Page
      title={m.reminders_calls_title()}
      lead={`${task.need.title} · ${formatWindow(task.startsAt, task.endsAt, zone, now)}`}
    >
      <style>{'@page { size: A4; margin: 14mm }'}</style>
      <div className="screen-only flex flex-wrap gap-3">
        <PrintButton />
        <LinkButton to={`/organisation/tasks/${task.id}/roster`} icon={ArrowLeft}>
          {m.organisation_to_roster()}
        </LinkButton>
      </div>
      {calls.length === 0 && (
        <EmptyState icon={PhoneOutgoing} title={m.reminders_calls_none()}>
          {m.reminders_calls_none_advice()}
        </EmptyState>
      )}
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface empty:hidden">
        {calls.map((call) => (
          <CallItem key={call.claim.id} call={call} zone={zone} now={now} reply={actionData} />
        ))}
      </ul>
    </Page>
  );
}

interface CallItemProps {
  call: CallRow;
  zone: string;
  now: string;
  reply: FormReply | undefined;
}

function CallItem({ call, zone, now, reply }: CallItemProps) {
  const { claim, phone, hasNotSeen, hasNotAnswered, callsInVain, lastCalledAt } = call;
  const act = (outcome: string) => ({ claim: claim.id, outcome });
  return (
    <li className="flex flex-col gap-2 p-4 break-inside-avoid">
      <p className="flex flex-wrap items-center gap-2">
        <span className="text-lead font-semibold">
          {claim.person?.displayName ?? m.organisation_nameless()}
        </span>
        {hasNotSeen && <Badge tone="caution">{m.reminders_not_seen()}</Badge>}
        {hasNotAnswered && <Badge>{m.reminders_roster_asked()}</Badge>}
      </p>
      <PhoneLink phone={phone} />
      {callsInVain > 0 && lastCalledAt && (
        <p className="text-meta text-muted">
          {m.reminders_calls_in_vain({ count: callsInVain, when: formatMoment(lastCalledAt, zone, now) })}
        </p>
      )}
      <div className="screen-only flex flex-wrap gap-3">
        <ActionForm
          inline
          hidden={act('coming')}
          reply={reply}
          label={m.reminders_call_coming()}
          tone="primary"
        />
        <ActionForm inline hidden={act('cannot')} reply={reply} label={m.reminders_call_cannot()} />
        <ActionForm inline hidden={act('not_reached')} reply={reply} label={m.reminders_call_not_reached()} />
      </div>
      <p className="hidden print:block">
        ☐ {m.reminders_call_coming()} &emsp; ☐ {m.reminders_call_cannot()} &emsp; ☐{' '}
        {m.reminders_call_not_reached()}
      </p>
    </li>
  );
}
