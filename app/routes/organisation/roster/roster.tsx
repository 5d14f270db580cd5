import { ExternalLink, Megaphone, PhoneOutgoing, Printer, QrCode, UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { redirect } from 'react-router';
import type { Route } from './+types/roster';
import { CodeCard, spokenDigits } from '~/app/components/roster/code-card';
import { DevicePanel } from '~/app/components/roster/device-panel';
import { FindPerson, isNamed } from '~/app/components/roster/find-person';
import { groupClaims } from '~/app/components/roster/groups';
import { qrOf } from '~/app/components/roster/qr';
import { RosterGroups } from '~/app/components/roster/roster-groups';
import { useFreshCode } from '~/app/components/roster/use-fresh-code';
import { DeviceContext, useDevice } from '~/app/components/roster/use-device';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { taskPhase } from '~/app/components/organisation/task-phase';
import { api, notFound } from '~/app/graphql/api';
import { RosterQuery } from '~/app/graphql/organisation/roster';
import { formatTime, formatWindow, isoDay } from '~/app/i18n/format';
import { getLocale } from '~/app/i18n/locale';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { actOnRoster } from './act';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const { task } = await api(context).query(RosterQuery, { id: params.taskId });
  if (!task?.claims) notFound();
  if (task.need.placeKind === 'private_home') throw redirect(`/organisation/tasks/${task.id}/visit`);
  const code = task.checkInCode && { ...task.checkInCode, qr: qrOf(task.checkInCode.url) };
  return {
    task: { ...task, claims: task.claims },
    code,
    find: url.searchParams.get('find') ?? '',
    now: new Date().toISOString(),
  };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  return actOnRoster(api(context), await request.formData(), url.pathname + url.search);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.organisation_roster_of({ title: loaderData.task.need.title }) }];
}

/** So many people need no looking for. */
const fewPeople = 8;

export default function Roster({ loaderData, actionData }: Route.ComponentProps) {
  const { task, now } = loaderData;
  useLive([`task:${task.id}`, `need:${task.need.id}`]);
  useFreshCode(loaderData.code?.validUntil);
  const [find, setFind] = useState(loaderData.find);
  const { need } = task;
  const device = useDevice(task, now);
  const all = groupClaims(device.claims, getLocale());
  const shown = device.claims.filter((claim) => isNamed(claim, find));
  const base = `/organisation/tasks/${task.id}`;
  const isOver = Date.parse(task.endsAt) < Date.parse(now);
  // People leave when the task is over: whoever is still here checks out with the code.
  const hoursLeft = (Date.parse(task.startsAt) - Date.parse(now)) / 3_600_000;
  const isTomorrow = !task.cancelledAt && hoursLeft > 0 && hoursLeft <= 24;
  const code = device.connected && (!isOver || all.here.length > 0) ? loaderData.code : null;
  return (
    <DeskPage
      back={{ to: `/organisation/needs/${need.id}`, label: m.organisation_back_to_need() }}
      title={<span className="max-sm:line-clamp-3 max-sm:text-title">{need.title}</span>}
      lead={
        <>
          {task.title !== need.title && `${task.title} · `}
          {windowOf(task, need.community.timeZone, now)} · {taskPhase(task, now)}
        </>
      }
      width="wide"
      action={
        <>
          {code && (
            <LinkButton to={`${base}/code`} icon={QrCode} className="lg:hidden">
              {m.organisation_code_short({ code: spokenDigits(code.digits) })}
            </LinkButton>
          )}
          {!isOver && !task.cancelledAt && device.connected && (
            <LinkButton to={`${base}/walk-in`} icon={UserPlus}>
              {m.organisation_walk_in_add()}
            </LinkButton>
          )}
          {isTomorrow && (
            <LinkButton to={`${base}/calls`} icon={PhoneOutgoing}>
              {m.reminders_calls_title()}
            </LinkButton>
          )}
          <LinkButton to={`${base}/roster/print`} icon={Printer} className="max-sm:hidden">
            {m.organisation_roster_print()}
          </LinkButton>
          {!isOver && !task.cancelledAt && (
            <LinkButton to={`${base}/poster`} icon={Megaphone} className="max-sm:hidden">
              {m.organisation_poster_print()}
            </LinkButton>
          )}
        </>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="flex min-w-0 flex-col gap-6" onSubmitCapture={device.onSubmit}>
          <DevicePanel device={device} task={task} />
          <div className="flex flex-col gap-2">
            <p className="text-lead font-semibold">
              {m.organisation_roster_sum({
                here: all.here.length,
                due: all.due.length,
                done: all.done.length,
              })}
            </p>
            {device.claims.length > fewPeople && (
              <FindPerson value={find} onChange={setFind} found={shown.length} />
            )}
          </div>
          <DeviceContext value={device}>
            <RosterGroups
              groups={groupClaims(shown, getLocale())}
              task={task}
              zone={need.community.timeZone}
              now={now}
              reply={actionData}
            />
          </DeviceContext>
          {device.claims.length === 0 && (
            <EmptyState
              icon={UsersRound}
              title={m.organisation_roster_empty()}
              action={
                <LinkButton to={`/needs/${need.id}`} icon={ExternalLink}>
                  {m.organisation_public_page()}
                </LinkButton>
              }
            >
              {m.organisation_roster_empty_advice()}
            </EmptyState>
          )}
          <div className="flex flex-wrap gap-3 sm:hidden">
            <LinkButton to={`${base}/roster/print`} icon={Printer}>
              {m.organisation_roster_print()}
            </LinkButton>
            {!isOver && !task.cancelledAt && (
              <LinkButton to={`${base}/poster`} icon={Megaphone}>
                {m.organisation_poster_print()}
              </LinkButton>
            )}
          </div>
        </div>
        {code && (
          <div className="max-lg:hidden lg:sticky lg:top-4">
            <CodeCard taskId={task.id} digits={code.digits} qr={code.qr} />
          </div>
        )}
      </div>
    </DeskPage>
  );
}

/** When the task takes place; of today's the times alone. */
function windowOf(
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  zone: string,
  now: string,
): string {
  return isoDay(startsAt, zone) === isoDay(now, zone)
    ? `${formatTime(startsAt, zone)}–${formatTime(endsAt, zone)}`
    : formatWindow(startsAt, endsAt, zone, now);
}
