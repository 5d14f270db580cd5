import { Eye, FolderOpen, Siren } from 'lucide-react';
import type { Route } from './+types/visit';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ActionForm, ReasonForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Section } from '~/app/components/ui/page';
import { AlertList } from '~/app/components/visits/alert-list';
import { CalledButton, dayHasCome, helperName, helperState } from '~/app/components/visits/helper-rows';
import { HomeFacts } from '~/app/components/visits/home-facts';
import type { FormReply } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { type HomeVisitClaim, HomeVisitQuery, type HomeVisitTask } from '~/app/graphql/visits';
import { formatDate, formatMoment, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { unitOf } from '../unit';
import { actOnVisit } from './act';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await unitOf(context, url);
  const address = url.searchParams.has('address');
  const { task } = await api(context).query(HomeVisitQuery, { id: params.taskId, address });
  if (!task?.claims || !task.visit) notFound();
  return {
    isCommittee: unit.kind === 'committee',
    task: { ...task, claims: task.claims, visit: task.visit },
    now: new Date().toISOString(),
  };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  await unitOf(context, url);
  return actOnVisit(api(context), await request.formData(), url.pathname);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData && m.visits_task_title({ title: loaderData.task.need.title }) }];
}

/** One visit at somebody's home: who wants to come and what decides, who comes, who is in. */
export default function HomeVisit({ loaderData, actionData }: Route.ComponentProps) {
  const { task, now, isCommittee } = loaderData;
  useLive([`task:${task.id}`, `need:${task.need.id}`]);
  const { need, servedPerson, visit } = task;
  const zone = need.community.timeZone;
  const asked = task.claims.filter(({ state }) => state === 'requested');
  const coming = task.claims.filter(({ state }) =>
    ['confirmed', 'checked_in', 'attended', 'no_show'].includes(state),
  );
  const waiting = task.claims
    .filter(({ state }) => state === 'waitlisted')
    .sort((a, b) => (a.waitlistPosition ?? 0) - (b.waitlistPosition ?? 0));
  const alerts = task.claims.flatMap((claim) => claim.alerts.filter(({ open }) => open));
  return (
    <DeskPage
      title={need.title}
      lead={`${formatWindow(task.startsAt, task.endsAt, zone, now)} · ${m.visits_places({ taken: task.takenPlaces, places: task.minimumPlaces })}`}
      back={{ to: isCommittee ? '/committee/visits' : '/organisation/visits', label: m.visits_title() }}
      action={
        servedPerson &&
        isCommittee && (
          <LinkButton to={`/committee/people/${servedPerson.id}`} icon={FolderOpen}>
            {m.visits_file({ name: servedPerson.displayName ?? m.organisation_nameless() })}
          </LinkButton>
        )
      }
    >
      {alerts.length > 0 && <AlertList alerts={alerts} now={now} reply={actionData} />}
      {asked.length > 0 && (
        <Section title={m.visits_task_asked()}>
          <ul className="flex flex-col gap-4">
            {asked.map((claim) => (
              <Asked key={claim.id} claim={claim} zone={zone} isCommittee={isCommittee} reply={actionData} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.visits_task_confirmed()}>
        {coming.length === 0 && <p className="text-muted">{m.visits_task_nobody()}</p>}
        <ul className="flex flex-col gap-4">
          {coming.map((claim) => (
            <Coming
              key={claim.id}
              claim={claim}
              zone={zone}
              isCommittee={isCommittee}
              isOn={task.startsAt <= now}
              hasCome={dayHasCome(task, zone, now)}
              reply={actionData}
            />
          ))}
        </ul>
      </Section>
      {waiting.length > 0 && (
        <Section title={m.organisation_roster_waitlisted({ count: waiting.length })}>
          <ol className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {waiting.map((claim) => (
              <li key={claim.id} className="px-4 py-3">
                {helperName(claim)}
                <span className="block text-meta text-muted">
                  {m.organisation_claim_in_line({ position: claim.waitlistPosition ?? 0 })}
                </span>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {visit.stopWord && (
        <Banner title={m.visits_stop_word()}>{m.visits_stop_word_heard({ word: visit.stopWord })}</Banner>
      )}
      <Section title={m.visits_address()}>
        <Address
          task={task}
          visit={visit}
          isComing={coming.some(({ state }) => state === 'confirmed' || state === 'checked_in')}
        />
      </Section>
    </DeskPage>
  );
}

interface AddressProps {
  task: HomeVisitTask;
  visit: NonNullable<HomeVisitTask['visit']>;
  /** Somebody is confirmed or in: nobody but the committee is shown the door of a visit that nobody makes. */
  isComing: boolean;
}

function Address({ task, visit, isComing }: AddressProps) {
  const { community } = task.need;
  if (visit.home)
    return (
      <Card as="div">
        <HomeFacts home={visit.home} community={community.name} />
      </Card>
    );
  if (visit.stage !== 'door')
    return (
      <p className="text-muted">
        {visit.stage === 'over' && m.visits_over_next()}
        {visit.stage !== 'over' &&
          (isComing
            ? m.visits_building_next({ when: formatMoment(visit.opensAt, community.timeZone) })
            : m.visits_building_nobody())}
      </p>
    );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <LinkButton to="?address" icon={Eye} prefetch="none" preventScrollReset>
        {m.visits_show_address()}
      </LinkButton>
      <span className="text-muted">{m.visits_show_address_hint()}</span>
    </div>
  );
}

interface RowProps {
  claim: HomeVisitClaim;
  zone: string;
  isCommittee: boolean;
  reply?: FormReply;
}

/** Somebody who wants to come: what decides, yes, no, and never here. */
function Asked({ claim, zone, isCommittee, reply }: RowProps) {
  const name = helperName(claim);
  const facts = claim.helperFacts;
  return (
    <li className="flex flex-col gap-3 rounded-card border border-rule bg-surface p-4">
      <p className="text-lead font-semibold">{name}</p>
      {facts && (
        <ul className="list-inside list-disc">
          <li>
            {facts.identityCheckedUntil
              ? m.visits_fact_checked({ day: formatDate(facts.identityCheckedUntil, zone) })
              : m.visits_fact_unchecked()}
          </li>
          <li>{m.visits_fact_visits({ count: facts.visitsBefore })}</li>
          <li>{facts.servedBefore ? m.visits_fact_served() : m.visits_fact_first()}</li>
          <li>{facts.others > 0 ? m.visits_fact_others({ count: facts.others }) : m.visits_fact_alone()}</li>
        </ul>
      )}
      <ActionForm
        hidden={{ intent: 'approve', claim: claim.id }}
        reply={reply}
        tone="primary"
        label={
          <>
            {m.visits_approve()}
            <span className="sr-only"> {name}</span>
          </>
        }
      />
      <ReasonForm
        hidden={{ intent: 'decline', claim: claim.id }}
        reply={reply}
        summary={m.visits_decline_named({ name })}
        question={m.visits_decline_question({ name })}
        label={m.visits_decline()}
      />
      {isCommittee && <Refuse claim={claim} reply={reply} />}
    </li>
  );
}

/** Somebody who comes, or was there. */
function Coming({
  claim,
  zone,
  isCommittee,
  reply,
  isOn,
  hasCome,
}: RowProps & { isOn: boolean; hasCome: boolean }) {
  const name = helperName(claim);
  const isDue = claim.state === 'confirmed';
  const isIn = claim.state === 'checked_in';
  return (
    <li className="flex flex-col gap-3 rounded-card border border-rule bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          <strong className="text-lead">{name}</strong>
          {hasCome && <span className="block text-muted">{helperState(claim, zone)}</span>}
        </p>
        {hasCome && <CalledButton claim={claim} reply={reply} />}
      </div>
      {hasCome && (isDue || isIn) && (
        <ActionForm
          hidden={{ intent: 'help', claim: claim.id }}
          reply={reply}
          tone="danger"
          icon={Siren}
          label={m.visits_roster_help({ name })}
        />
      )}
      {isDue && isOn && (
        <ActionForm
          hidden={{ intent: 'absent', claim: claim.id }}
          reply={reply}
          label={
            <>
              {m.visits_absent()}
              <span className="sr-only"> {name}</span>
            </>
          }
        />
      )}
      {isDue && (
        <ReasonForm
          hidden={{ intent: 'decline', claim: claim.id }}
          reply={reply}
          summary={m.visits_release({ name })}
          question={m.visits_release_question({ name })}
          label={m.visits_release({ name })}
        />
      )}
      {isCommittee && !isIn && <Refuse claim={claim} reply={reply} />}
    </li>
  );
}

/** The person served does not want them: taken down by the officer who was told. */
function Refuse({ claim, reply }: { claim: HomeVisitClaim; reply?: FormReply }) {
  if (claim.helperFacts?.refused) return null;
  const name = helperName(claim);
  return (
    <ReasonForm
      hidden={{ intent: 'refuse-helper', claim: claim.id }}
      reply={reply}
      summary={m.visits_refuse()}
      question={m.visits_refuse_question({ name })}
      hint={m.visits_refuse_hint({ name })}
      label={m.visits_refuse_do()}
    />
  );
}
