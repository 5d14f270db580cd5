import { LogIn, Printer, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Route } from './+types/roster';
import { CodeCard } from '~/app/components/roster/code-card';
import { groupClaims } from '~/app/components/roster/groups';
import { qrOf } from '~/app/components/roster/qr';
import { Decide, Leave } from '~/app/components/roster/roster-actions';
import { RosterRow } from '~/app/components/roster/roster-row';
import { useFreshCode } from '~/app/components/roster/use-fresh-code';
import { ActionForm } from '~/app/components/ui/action-form';
import { LinkButton } from '~/app/components/ui/button';
import { Details } from '~/app/components/ui/details';
import { EmptyState } from '~/app/components/ui/empty-state';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { api, notFound } from '~/app/graphql/api';
import { type RosterClaim, RosterQuery } from '~/app/graphql/organisation/roster';
import { formatFromNow, formatWindow } from '~/app/i18n/format';
import { getLocale } from '~/app/i18n/locale';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { actOnRoster } from './act';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await unitOf(context, url);
  const { task } = await api(context).query(RosterQuery, { id: params.taskId });
  if (!task?.claims) notFound();
  const code = task.checkInCode && { ...task.checkInCode, qr: qrOf(task.checkInCode.url) };
  return { task: { ...task, claims: task.claims }, code, now: new Date().toISOString() };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  return actOnRoster(api(context), await request.formData(), url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.organisation_roster_of({ title: loaderData.task.need.title }) }];
}

export default function Roster({ loaderData: { task, code, now }, actionData }: Route.ComponentProps) {
  useLive([`task:${task.id}`, `need:${task.need.id}`]);
  useFreshCode(code?.validUntil);
  const { need } = task;
  const zone = need.community.timeZone;
  const groups = groupClaims(task.claims, getLocale());
  const row = (claim: RosterClaim, actions?: ReactNode) => (
    <RosterRow key={claim.id} claim={claim} zone={zone}>
      {actions}
    </RosterRow>
  );
  // Requests are decided beforehand; once people arrive, checking them in comes first.
  const isOn = Date.parse(task.startsAt) - Date.parse(now) < 2 * 3_600_000;
  const requests = (
    <Group
      title={m.organisation_roster_requested({ count: groups.requested.length })}
      claims={groups.requested}
    >
      {(claim) => row(claim, <Decide claim={claim} reply={actionData} />)}
    </Group>
  );
  return (
    <DeskPage
      back={{ to: `/organisation/needs/${need.id}`, label: m.organisation_to_need() }}
      title={need.title}
      lead={
        <>
          {task.title !== need.title && `${task.title} · `}
          {formatWindow(task.startsAt, task.endsAt, zone, now)} · {phaseOf(task, now)}
        </>
      }
      width="wide"
      action={
        <LinkButton to={`/organisation/tasks/${task.id}/roster/print`} icon={Printer}>
          {m.organisation_roster_print()}
        </LinkButton>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <p className="text-lead">
            {m.organisation_roster_sum({
              here: groups.here.length,
              due: groups.due.length,
              done: groups.done.length,
              count: task.maximumPlaces,
            })}
          </p>
          {!isOn && requests}
          <Group title={m.organisation_roster_due({ count: groups.due.length })} claims={groups.due}>
            {(claim) =>
              row(
                claim,
                <ActionForm
                  hidden={{ intent: 'in', claim: claim.id }}
                  reply={actionData}
                  label={m.organisation_check_in()}
                  tone="primary"
                  icon={LogIn}
                />,
              )
            }
          </Group>
          <Group title={m.organisation_roster_here({ count: groups.here.length })} claims={groups.here}>
            {(claim) => row(claim, <Leave claim={claim} reply={actionData} />)}
          </Group>
          {isOn && requests}
          <Group title={m.organisation_roster_done({ count: groups.done.length })} claims={groups.done}>
            {(claim) => row(claim)}
          </Group>
          {task.claims.length === 0 && (
            <EmptyState icon={UsersRound} title={m.organisation_roster_empty()}>
              {m.organisation_roster_empty_advice()}
            </EmptyState>
          )}
          <Aside
            title={m.organisation_roster_waitlisted({ count: groups.waitlisted.length })}
            claims={groups.waitlisted}
            row={row}
          />
          <Aside
            title={m.organisation_roster_gone({ count: groups.gone.length })}
            claims={groups.gone}
            row={row}
          />
        </div>
        {code && (
          <div className="order-first lg:order-none lg:sticky lg:top-4">
            <CodeCard taskId={task.id} digits={code.digits} qr={code.qr} />
          </div>
        )}
      </div>
    </DeskPage>
  );
}

/** Where the task stands in time, in words. */
function phaseOf(task: { startsAt: string; endsAt: string }, now: string): string {
  if (Date.parse(task.endsAt) < Date.parse(now))
    return m.organisation_ended({ when: formatFromNow(task.endsAt, now) });
  const when = formatFromNow(task.startsAt, now);
  return Date.parse(task.startsAt) > Date.parse(now)
    ? m.organisation_starts({ when })
    : m.organisation_started({ when });
}

interface GroupProps {
  title: string;
  claims: readonly RosterClaim[];
  children: (claim: RosterClaim) => ReactNode;
}

function Group({ title, claims, children }: GroupProps) {
  if (claims.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-title">{title}</h2>
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
        {claims.map(children)}
      </ul>
    </section>
  );
}

/** People who are not expected: there to look up, out of the way. */
function Aside({
  title,
  claims,
  row,
}: {
  title: string;
  claims: readonly RosterClaim[];
  row: (claim: RosterClaim) => ReactNode;
}) {
  if (claims.length === 0) return null;
  return (
    <Details summary={title}>
      <ul className="-mx-4 divide-y divide-rule">{claims.map((claim) => row(claim))}</ul>
    </Details>
  );
}
