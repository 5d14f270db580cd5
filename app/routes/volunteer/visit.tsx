import { HeartHandshake, LogIn, LogOut, Siren } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/visit';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Page, Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { HomeFacts } from '~/app/components/visits/home-facts';
import { type FormReply, isProblem, readForm } from '~/app/forms/form';
import { api, notFound, signInFirst } from '~/app/graphql/api';
import {
  ArriveAtHome,
  CallForHelp,
  LeaveHome,
  type VisitClaim,
  VisitHomeQuery,
  VisitQuery,
} from '~/app/graphql/visits';
import { formatMoment, formatTime, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

const code = z
  .string()
  .transform((typed) => typed.normalize('NFKC').replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: () => m.visits_code_six_digits() }))
  .optional();

const shape = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('arrive'), code }),
  z.object({ intent: z.literal('leave'), code }),
  z.object({ intent: z.literal('help'), note: z.string().trim().max(500).optional() }),
]);

/** `/visits/CLAIM?code=123456`: where a magnet leads; the digits can be typed as well, or left out. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { query } = api(context);
  const { viewer, claim } = await query(VisitQuery, { id: params.claim });
  if (!viewer) signInFirst(url);
  if (!claim?.visit) notFound();
  const { visit } = claim;
  // Asking for what is not released would be logged as an attempt.
  const home =
    visit.stage === 'door'
      ? ((await query(VisitHomeQuery, { id: params.claim })).claim?.visit?.home ?? null)
      : null;
  return {
    claim: { ...claim, visit },
    home,
    code: url.searchParams.get('code') ?? '',
    called: url.searchParams.has('called'),
    now: new Date().toISOString(),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = readForm(await request.formData(), shape);
  if (!form.ok) return form.reply;
  const { mutate } = api(context);
  const act = form.value;
  const back = `/visits/${params.claim}`;
  if (act.intent === 'help') {
    const { callForHelp } = await mutate(CallForHelp, {
      input: { claim: params.claim, note: act.note ?? null },
    });
    return isProblem(callForHelp) ? form.refuse(callForHelp) : redirect(`${back}?called`, 303);
  }
  const input = { claim: params.claim, code: act.code };
  const result =
    act.intent === 'arrive'
      ? (await mutate(ArriveAtHome, { input })).arriveAtHome
      : (await mutate(LeaveHome, { input })).leaveHome;
  return isProblem(result) ? form.refuse(result) : redirect(back, 303);
}

export function meta({ loaderData }: Route.MetaArgs): Route.MetaDescriptors {
  return [{ title: loaderData && m.visits_task_title({ title: loaderData.claim.task.need.title }) }];
}

/** A helper's visit at somebody's home: as much of the address as is released, "I have arrived", "I have left", and a call for help. */
export default function Visit({ loaderData, actionData }: Route.ComponentProps) {
  const { claim, home, now, called } = loaderData;
  const { task, visit } = claim;
  const { need } = task;
  const zone = need.community.timeZone;
  useLive([`task:${task.id}`]);
  return (
    <Page title={need.title} lead={formatWindow(task.startsAt, task.endsAt, zone, now)}>
      {called && <Banner tone="danger" urgent title={m.visits_help_called()} />}
      <Attendance claim={claim} code={loaderData.code} now={now} reply={actionData} />
      <HowWasIt claim={claim} now={now} />
      <Section title={m.visits_where()}>
        <Card as="div" className="flex flex-col gap-3">
          {home ? (
            <>
              <HomeFacts home={home} community={need.community.name} />
              <p className="text-muted">
                {home.name ? m.visits_door_note({ name: home.name }) : m.visits_door_note_nameless()}
              </p>
            </>
          ) : (
            <strong className="text-lead">
              {[need.community.name, visit.building].filter(Boolean).join(' · ')}
            </strong>
          )}
          <Next visit={visit} zone={zone} />
        </Card>
      </Section>
      {visit.stopWord && visit.stage !== 'building' && (
        <Help called={called} word={visit.stopWord} reply={actionData} />
      )}
      {need.bring && (
        <Section title={m.public_need_bring()}>
          <p className="whitespace-pre-line">{need.bring}</p>
        </Section>
      )}
    </Page>
  );
}

/** Why no more is shown, and when it will be. */
function Next({ visit, zone }: { visit: NonNullable<VisitClaim['visit']>; zone: string }) {
  switch (visit.stage) {
    case 'area':
      return <p>{m.visits_area_next()}</p>;
    case 'building':
      return <p>{m.visits_building_next({ when: formatMoment(visit.opensAt, zone) })}</p>;
    case 'partner':
      return <Banner tone="caution">{m.visits_partner_next()}</Banner>;
    case 'over':
      return <p className="text-muted">{m.visits_over_next()}</p>;
    default:
      return null;
  }
}

/** After a regular visit: how it was, which is the next step once one has left and nobody has told it. */
function HowWasIt({ claim: { attendance, task }, now }: { claim: VisitClaim; now: string }) {
  if (!task.regularVisit || task.startsAt > now) return null;
  const isNext = attendance?.checkedOutAt && !task.regularVisit.outcome;
  return (
    <div>
      <LinkButton to={`/my/visits/${task.id}`} icon={HeartHandshake} tone={isNext ? 'primary' : 'secondary'}>
        {m.care_how_was_it()}
      </LinkButton>
    </div>
  );
}

/** From an hour before the start one can have arrived. */
const opensMinutes = 60;

interface AttendanceProps {
  claim: VisitClaim;
  code: string;
  now: string;
  reply?: FormReply;
}

function Attendance({ claim, code: given, now, reply }: AttendanceProps) {
  const { state, attendance, task, visit } = claim;
  const zone = task.need.community.timeZone;
  if (attendance?.checkedOutAt)
    return (
      <Banner
        tone="success"
        title={m.visits_done({
          from: formatTime(attendance.checkedInAt, zone),
          until: formatTime(attendance.checkedOutAt, zone),
        })}
      >
        {m.volunteer_hours_next()}
      </Banner>
    );
  const isIn = state === 'checked_in';
  const minutes = (Date.parse(task.startsAt) - Date.parse(now)) / 60_000;
  if (!isIn && (state !== 'confirmed' || visit?.stage !== 'door')) return null;
  if (!isIn && minutes > opensMinutes) return <p>{m.visits_arrive_from()}</p>;
  const hidden = { intent: isIn ? 'leave' : 'arrive' };
  return (
    <>
      {isIn && attendance && (
        <Banner tone="success" title={m.visits_in_since({ time: formatTime(attendance.checkedInAt, zone) })}>
          {m.visits_in_next()}
        </Banner>
      )}
      <Card as="div">
        <ActionForm
          hidden={hidden}
          reply={reply}
          tone="primary"
          icon={isIn ? LogOut : LogIn}
          label={isIn ? m.visits_leave() : m.visits_arrive()}
        >
          {(mine) => (
            <TextField
              field={fieldOf(hidden, 'code', mine, given)}
              label={m.visits_code()}
              hint={m.visits_code_hint()}
              optional
              inputMode="numeric"
              autoComplete="off"
              maxLength={7}
              className="text-center text-headline tracking-[0.3em] tabular-nums"
            />
          )}
        </ActionForm>
      </Card>
    </>
  );
}

/** A call for help is one press; what happened can be said once it is out. */
function Help({ word, called, reply }: { word: string; called: boolean; reply?: FormReply }) {
  const hidden = { intent: 'help' };
  return (
    <Section title={m.visits_help()}>
      <p>{m.visits_help_hint()}</p>
      <ActionForm
        hidden={hidden}
        reply={reply}
        tone="danger"
        icon={Siren}
        label={called ? m.visits_help_tell() : m.visits_help()}
      >
        {(mine) =>
          called && (
            <TextField
              field={fieldOf(hidden, 'note', mine)}
              label={m.visits_help_note()}
              optional
              autoComplete="off"
              maxLength={500}
            />
          )
        }
      </ActionForm>
      <p>{m.visits_stop_word_what({ word })}</p>
    </Section>
  );
}
