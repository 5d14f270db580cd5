import { CalendarCheck, HeartHandshake, MapPin } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { Route } from './+types/my-tasks';
import { actOnCalendar, isCalendarForm } from '~/app/components/calendars/act-on-calendar';
import { CalendarAddress } from '~/app/components/calendars/calendar-address';
import { actOnClaim, type ClaimRefusal, newFormKey } from '~/app/components/claims/act-on-claim';
import { isPastDeadline, LateWithdrawal } from '~/app/components/claims/late-withdrawal';
import { isWaiting, ownClaimWords, WaitingActions, WaitingWords } from '~/app/components/claims/waitlist';
import { OfferedPlace } from '~/app/components/hand-over/offered-place';
import { dueWords, outcomeWords, rhythmWords } from '~/app/components/care/words';
import { isLiveClaim } from '~/app/components/needs/state-words';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { cx } from '~/app/components/ui/cx';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page, Section } from '~/app/components/ui/page';
import { Pagination } from '~/app/components/ui/pagination';
import { Tabs } from '~/app/components/ui/tabs';
import { api, signInFirst } from '~/app/graphql/api';
import { type MyClaim, MyClaimsQuery, type MyRegularVisits } from '~/app/graphql/volunteer';
import { formatFromNow, formatMoment, formatWindow } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

/** From an hour before the start the way to check in stands on the task. */
const checkInOpensMinutes = 60;

export async function loader({ context, url }: Route.LoaderArgs) {
  const past = url.searchParams.has('past');
  const { viewer, myClaims, handOversToMe, myRegularVisits, calendarFeed } = await api(context).query(
    MyClaimsQuery,
    {
      past,
      after: url.searchParams.get('after'),
    },
  );
  if (!viewer) signInFirst(url);
  return {
    personId: viewer.person.id,
    myClaims,
    offered: past ? [] : handOversToMe,
    regular: past ? [] : myRegularVisits,
    // Nobody makes a calendar's address for whom they act for.
    calendar: past || !viewer.may.includes('calendar.own') ? null : { feed: calendarFeed },
    past,
    now: new Date().toISOString(),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  if (isCalendarForm(form)) return actOnCalendar(api(context), form);
  return actOnClaim(api(context), form, '/my/tasks');
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_nav_my_tasks()} · ${m.common_brand()}` }];
}

export default function MyTasks({ loaderData, actionData }: Route.ComponentProps) {
  const { personId, myClaims, offered, regular, calendar, past, now, formKey } = loaderData;
  const refusal = actionData && 'taskId' in actionData ? actionData : undefined;
  const calendarReply = actionData && !('taskId' in actionData) ? actionData : null;
  // A place in the line changes by what others do.
  const waitedFor = myClaims.edges.flatMap(({ node }) =>
    node.state === 'waitlisted' ? [`need:${node.task.need.id}`] : [],
  );
  useLive([`person:${personId}`, ...new Set(waitedFor)]);
  const all = myClaims.edges.map((edge) => edge.node);
  // What waits for an answer comes first, whenever it is.
  const claims = [
    ...all.filter(({ state }) => state === 'offered'),
    ...all.filter(({ state }) => state !== 'offered'),
  ];
  const next = past ? undefined : claims.find(({ state }) => !isWaiting(state));
  return (
    <Page title={m.common_nav_my_tasks()}>
      <Tabs
        label={m.common_nav_my_tasks()}
        tabs={[
          { to: '/my/tasks', label: m.volunteer_coming(), current: !past },
          { to: '/my/tasks?past', label: m.volunteer_past(), current: past },
        ]}
      />
      {offered.length > 0 && (
        <Section title={m.handover_to_you()}>
          {offered.map((offer) => (
            <OfferedPlace key={offer.id} offer={offer} now={now} formKey={formKey} refusal={refusal} />
          ))}
        </Section>
      )}
      {claims.length === 0 && (
        <EmptyState
          icon={CalendarCheck}
          title={past ? m.volunteer_no_past() : m.volunteer_no_coming()}
          action={
            <LinkButton to="/for-you" tone="primary">
              {m.common_nav_for_you()}
            </LinkButton>
          }
        >
          {past ? m.volunteer_no_past_advice() : m.volunteer_no_coming_advice()}
        </EmptyState>
      )}
      <ol className="flex flex-col gap-4">
        {claims.map((claim) => (
          <ClaimCard
            key={claim.id}
            claim={claim}
            now={now}
            formKey={formKey}
            refusal={refusal}
            isNext={claim === next}
          />
        ))}
      </ol>
      <Pagination pageInfo={myClaims.pageInfo} />
      <RegularVisits regular={regular} now={now} />
      {calendar && <CalendarAddress kind="person" feed={calendar.feed} reply={calendarReply} now={now} />}
    </Page>
  );
}

/** Whom they visit regularly: where, how often, and when next. */
function RegularVisits({ regular, now }: { regular: MyRegularVisits; now: string }) {
  if (regular.length === 0) return null;
  return (
    <Section title={m.care_my_title()}>
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
        {regular.map((pair) => (
          <li key={pair.id} className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-3">
            <span>
              {m.care_my_visit({ area: pair.community.name })}
              <span className="block text-meta text-muted">
                {rhythmWords({ ...pair, dueDay: pair.nextDueOn })}
              </span>
            </span>
            <span className={pair.daysLate > 0 ? 'text-accent' : 'text-muted'}>
              {dueWords({ ...pair, notReached: null }, now).text}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** After a regular visit whoever went says how it was; until they have, that is the next step. */
function HowWasIt({ claim, now }: { claim: MyClaim; now: string }) {
  const { task } = claim;
  if (!task.regularVisit || task.startsAt > now) return null;
  if (task.regularVisit.outcome)
    return <p className="text-muted">{outcomeWords[task.regularVisit.outcome]()}</p>;
  return (
    <div>
      <LinkButton to={`/my/visits/${task.id}`} icon={HeartHandshake} tone="primary">
        {m.care_how_was_it()}
      </LinkButton>
    </div>
  );
}

interface ClaimCardProps {
  claim: MyClaim;
  now: string;
  formKey: string;
  refusal?: ClaimRefusal;
  /** The one that comes next stands larger. */
  isNext: boolean;
}

function ClaimCard({ claim, now, formKey, refusal, isNext }: ClaimCardProps) {
  const { task } = claim;
  const { need } = task;
  const zone = need.community.timeZone;
  const { text, tone } = ownClaimWords(claim, task);
  return (
    <li
      {...useLiveMark(claim.id, task.id)}
      className={cx(
        'flex flex-col gap-2 rounded-card border bg-surface p-4 sm:p-5',
        isNext
          ? 'border-2 border-primary'
          : claim.state === 'offered'
            ? 'border-2 border-accent'
            : 'border-rule',
      )}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tone}>{text}</Badge>
        <span className="text-muted">{formatFromNow(task.startsAt, now)}</span>
      </div>
      <p className={isNext ? 'text-title font-semibold leading-snug' : 'text-lead font-semibold'}>
        {formatWindow(task.startsAt, task.endsAt, zone, now)}
      </p>
      <div>
        <Link to={`/needs/${need.id}`} className="-my-1.5 flex min-h-target items-center font-semibold">
          {need.title}
        </Link>
        {task.title !== need.title && <p className="text-muted">{task.title}</p>}
      </div>
      <p className="flex items-start gap-2">
        <MapPin aria-hidden className="mt-1 size-4 shrink-0 text-muted" />
        {need.placeName
          ? m.public_place_in({ place: need.placeName, community: need.community.name })
          : need.community.name}
      </p>
      {isNext && need.bring && (
        <p>
          <strong>{m.public_need_bring()}</strong> {need.bring}
        </p>
      )}
      {isNext && claim.state === 'confirmed' && need.placeKind !== 'private_home' && (
        <p>{m.volunteer_on_the_day()}</p>
      )}
      {claim.reason && <p className="text-muted">{claim.reason}</p>}
      {claim.state === 'confirmed' && claim.coming === 'asked' && (
        <p className="font-semibold">{m.reminders_question()}</p>
      )}
      {claim.state === 'confirmed' && claim.coming === 'coming' && (
        <p className="text-muted">{m.reminders_said_coming()}</p>
      )}
      <HowWasIt claim={claim} now={now} />
      {refusal?.taskId === task.id && <Banner tone="danger" urgent title={refusal.message} />}
      {isWaiting(claim.state) ? (
        <>
          <WaitingWords claim={claim} task={task} zone={zone} now={now} />
          <WaitingActions claim={claim} task={task} zone={zone} now={now} formKey={formKey} />
        </>
      ) : (
        isLiveClaim(claim.state) && <ClaimActions claim={claim} now={now} formKey={formKey} zone={zone} />
      )}
    </li>
  );
}

/** The way to offer one's place to others; where it is offered, that it is. */
function HandOverLink({ claim }: { claim: MyClaim }) {
  const to = `/my/tasks/${claim.id}/hand-over`;
  if (!claim.handOver) return <LinkButton to={to}>{m.handover_link_to()}</LinkButton>;
  return (
    <>
      <LinkButton to={to}>{m.handover_mine_change()}</LinkButton>
      <p className="basis-full">
        {claim.handOver.state === 'requested' ? m.handover_waits_for_yes() : m.handover_mine_offered()}
      </p>
    </>
  );
}

function ClaimActions({
  claim,
  now,
  formKey,
  zone,
}: {
  claim: MyClaim;
  now: string;
  formKey: string;
  zone: string;
}) {
  const { task } = claim;
  const isHere = claim.state === 'checked_in';
  const isLate = isPastDeadline(claim, task, now);
  const atHome = task.need.placeKind === 'private_home';
  const minutesToStart = (Date.parse(task.startsAt) - Date.parse(now)) / 60_000;
  const canCheckIn = isHere || (claim.state === 'confirmed' && minutesToStart <= checkInOpensMinutes);
  return (
    <div className="mt-1 flex flex-wrap items-center gap-3">
      {atHome && (
        <LinkButton to={`/visits/${claim.id}`} tone={claim.state === 'requested' ? 'secondary' : 'primary'}>
          {m.visits_mine()}
        </LinkButton>
      )}
      {canCheckIn && !atHome && (
        <LinkButton to={`/check-in/${task.id}`} tone="primary">
          {isHere ? m.volunteer_check_out() : m.volunteer_check_in()}
        </LinkButton>
      )}
      {!isHere && (
        <Form method="post" className="flex flex-wrap gap-3">
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="task" value={task.id} />
          <input type="hidden" name="claim" value={claim.id} />
          {claim.coming === 'asked' && (
            <Button
              name="intent"
              value="coming"
              tone="primary"
              aria-label={`${m.reminders_coming()}: ${task.title}`}
            >
              {m.reminders_coming()}
            </Button>
          )}
          {!isLate && (
            <Button name="intent" value="withdraw" aria-label={`${m.public_withdraw()}: ${task.title}`}>
              {m.public_withdraw()}
            </Button>
          )}
        </Form>
      )}
      {claim.state === 'confirmed' && minutesToStart > 0 && !task.regularVisit && (
        <HandOverLink claim={claim} />
      )}
      {isLate && (
        <div className="basis-full">
          <LateWithdrawal claim={claim} task={task} zone={zone} now={now} formKey={formKey} />
        </div>
      )}
      {!isHere && !isLate && (
        <span className="text-meta text-muted">
          {m.volunteer_until({ deadline: formatMoment(task.withdrawUntil, zone, now) })}
        </span>
      )}
    </div>
  );
}
