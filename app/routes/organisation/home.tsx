import {
  ClipboardCheck,
  ClipboardList,
  DoorOpen,
  FilePen,
  ListChecks,
  Plus,
  Siren,
  UserPlus,
  Users,
} from 'lucide-react';
import type { Route } from './+types/home';
import { actOnCalendar } from '~/app/components/calendars/act-on-calendar';
import { CalendarAddress } from '~/app/components/calendars/calendar-address';
import { type TaskToday, TodayTasks } from '~/app/components/organisation/today-tasks';
import { NeedList } from '~/app/components/organisation/need-list';
import { Verification } from '~/app/components/organisation/verification';
import { WaitingList } from '~/app/components/organisation/waiting-list';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page, Section } from '~/app/components/ui/page';
import { Pagination } from '~/app/components/ui/pagination';
import { Tabs } from '~/app/components/ui/tabs';
import { type Api, api } from '~/app/graphql/api';
import { CalendarFeedQuery } from '~/app/graphql/calendars';
import { UnitNeeds, UnitRequests } from '~/app/graphql/organisation/needs';
import { HomesToWatchQuery } from '~/app/graphql/visits';
import { isoDay } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { unitOf } from './unit';
import { m } from '~/generated/messages/messages';

const shelves = {
  live: ['open', 'in_progress', 'in_review'],
  draft: ['draft'],
  past: ['completed', 'closed', 'cancelled'],
} as const;
type Shelf = keyof typeof shelves;

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await unitOf(context, url);
  const asked = url.searchParams.get('show');
  const shelf: Shelf = asked === 'draft' || asked === 'past' ? asked : 'live';
  const { query } = api(context);
  const waits = (kind: string) => unit.waiting.find((item) => item.kind === kind);
  const [listed, running, drafts, requests, calendar, atHomes] = await Promise.all([
    query(UnitNeeds, {
      unit: unit.id,
      status: [...shelves[shelf]],
      first: 20,
      after: url.searchParams.get('after'),
    }),
    query(UnitNeeds, { unit: unit.id, status: ['open', 'in_progress'], first: 100 }),
    query(UnitNeeds, { unit: unit.id, status: ['draft'], first: 1 }),
    waits('claims_to_decide') ? requestsOf(query, unit.id) : [],
    unit.may.includes('calendar.unit') ? query(CalendarFeedQuery, { kind: 'organisation' }) : null,
    unit.may.includes('visit.watch') ? query(HomesToWatchQuery) : null,
  ]);
  const now = new Date().toISOString();
  const needs = running.organisation?.needs.edges.map((edge) => edge.node) ?? [];
  return {
    unit,
    shelf,
    now,
    needs: listed.organisation?.needs ?? null,
    // Whoever may not read rosters is led to none.
    today: unit.may.includes('roster.read') ? tasksOf(needs, now) : [],
    drafts: drafts.organisation?.needs.totalCount ?? 0,
    toConfirm: waits('records_to_confirm') ?? null,
    requests,
    calendar,
    homeVisits: atHomes?.homeVisits.length ?? 0,
    homeAlerts: atHomes?.visitAlerts.length ?? 0,
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  return actOnCalendar(api(context), await request.formData());
}

/** Tasks that people ask to join, with how many and since when. */
async function requestsOf(query: Api['query'], unit: string) {
  const { organisation } = await query(UnitRequests, { unit });
  const needs = organisation?.needs.edges.map((edge) => edge.node) ?? [];
  return needs.flatMap((need) =>
    need.tasks.flatMap((task) => {
      const asking =
        task.claims?.filter((claim) => claim.state === 'requested').map((claim) => claim.createdAt) ?? [];
      return asking.length > 0
        ? [
            {
              task: task.id,
              about: aboutOf(task.title, need.title),
              count: asking.length,
              oldest: asking.sort()[0],
            },
          ]
        : [];
    }),
  );
}

/** Several tasks of one need ask apart: the task's own name comes first. */
const aboutOf = (task: string, need: string) => (task === need ? need : `${task} · ${need}`);

type RunningNeed = Omit<TaskToday, 'need' | 'zone'>;

/** The tasks that begin today where they take place, or run now; earliest first. */
function tasksOf(
  needs: readonly {
    id: string;
    title: string;
    community: { timeZone: string };
    tasks: readonly RunningNeed[];
  }[],
  now: string,
): TaskToday[] {
  return needs
    .flatMap((need) =>
      need.tasks.map((task) => ({ ...task, need: need.title, zone: need.community.timeZone })),
    )
    .filter((task) => !task.cancelledAt)
    .filter((task) => isoDay(task.startsAt, task.zone) === isoDay(now, task.zone) || isRunning(task, now))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

/** One that began the evening before goes on past midnight. */
const isRunning = ({ startsAt, endsAt }: RunningNeed, now: string) =>
  Date.parse(startsAt) <= Date.parse(now) && Date.parse(now) <= Date.parse(endsAt);

export function meta() {
  return [{ title: m.organisation_home_title() }];
}

export default function OrganisationHome({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, shelf, needs, today, now, drafts, toConfirm, requests, calendar, homeVisits, homeAlerts } =
    loaderData;
  useLive(useViewerFeeds('organisation', 'community'));
  const tab = (show: Shelf, label: string) => ({ to: `?show=${show}`, label, current: shelf === show });
  // On the day its roster comes first; on other days what waits.
  const todayTasks = (
    <Section key="today" title={m.organisation_today()}>
      <TodayTasks tasks={today} now={now} />
    </Section>
  );
  return (
    <Page
      title={unit.name}
      width="wide"
      action={
        <LinkButton to="/organisation/needs/new" tone="primary" icon={Plus}>
          {m.organisation_post_need()}
        </LinkButton>
      }
    >
      <Verification status={unit.status} reason={unit.statusReason} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {today.length > 0 && todayTasks}
        <Section title={m.organisation_waiting()}>
          <WaitingList
            now={now}
            advice={m.organisation_waiting_unit_advice()}
            items={[
              {
                icon: Siren,
                to: '/organisation/visits',
                label: m.visits_waiting_alerts({ count: homeAlerts }),
                count: homeAlerts,
                urgent: true,
              },
              ...requests.map((request) => ({
                icon: UserPlus,
                to: `/organisation/tasks/${request.task}/roster`,
                label: m.organisation_waiting_requests({ count: request.count }),
                about: request.about,
                count: request.count,
                oldest: request.oldest,
              })),
              {
                icon: ClipboardCheck,
                to: '/organisation/hours',
                label: m.organisation_waiting_records({ count: toConfirm?.count ?? 0 }),
                count: toConfirm?.count ?? 0,
                oldest: toConfirm?.oldest,
              },
              {
                icon: FilePen,
                to: '?show=draft',
                label: m.organisation_waiting_drafts({ count: drafts }),
                count: drafts,
              },
            ]}
          />
        </Section>
        {today.length === 0 && todayTasks}
      </div>
      <Section
        title={m.organisation_needs()}
        action={
          <div className="flex flex-wrap gap-2">
            {homeVisits > 0 && (
              <LinkButton to="/organisation/visits" tone="quiet" icon={DoorOpen}>
                {m.visits_title()}
              </LinkButton>
            )}
            {unit.may.includes('record.confirm') && (
              <LinkButton to="/organisation/hours" tone="quiet" icon={ListChecks}>
                {m.organisation_hours_title()}
              </LinkButton>
            )}
            {unit.may.includes('organisation.members') && (
              <LinkButton to="/organisation/members" tone="quiet" icon={Users}>
                {m.organisation_members()}
              </LinkButton>
            )}
          </div>
        }
      >
        <Tabs
          label={m.organisation_needs()}
          tabs={[
            tab('live', m.organisation_shelf_live()),
            tab('draft', m.organisation_shelf_draft()),
            tab('past', m.organisation_shelf_past()),
          ]}
        />
        {needs && needs.edges.length > 0 ? (
          <>
            <NeedList needs={needs.edges.map((edge) => edge.node)} now={now} />
            <Pagination pageInfo={needs.pageInfo} />
          </>
        ) : (
          <EmptyState icon={ClipboardList} title={emptyTitle(shelf)}>
            {m.organisation_needs_empty()}
          </EmptyState>
        )}
      </Section>
      {calendar && (
        <CalendarAddress kind="organisation" feed={calendar.calendarFeed} reply={actionData} now={now} />
      )}
    </Page>
  );
}

function emptyTitle(shelf: Shelf): string {
  if (shelf === 'draft') return m.organisation_no_drafts();
  return shelf === 'past' ? m.organisation_no_past() : m.organisation_no_live();
}
