import {
  BadgeCheck,
  Building2,
  CalendarClock,
  CalendarPlus,
  ChartColumn,
  ClipboardCheck,
  DoorOpen,
  FileUp,
  HeartHandshake,
  HeartCrack,
  IdCard,
  Inbox,
  ListChecks,
  type LucideIcon,
  MailWarning,
  Megaphone,
  MessageCircleHeart,
  MessageSquareWarning,
  Network,
  PhoneIncoming,
  PhoneOutgoing,
  ScrollText,
  Siren,
  Timer,
  TriangleAlert,
  UserCheck,
  Users,
  Webhook,
} from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/home';
import { actOnCalendar } from '~/app/components/calendars/act-on-calendar';
import { CalendarAddress } from '~/app/components/calendars/calendar-address';
import {
  type CoverageTask,
  coverageByDay,
  shortSoon,
  tasksWithin,
} from '~/app/components/committee/coverage';
import { CoverageTable } from '~/app/components/committee/coverage-table';
import { type WaitingEntry, WaitingList } from '~/app/components/organisation/waiting-list';
import { LinkButton } from '~/app/components/ui/button';
import { Page, Section } from '~/app/components/ui/page';
import { prefetchOf } from '~/app/components/ui/prefetch';
import { api, type Api } from '~/app/graphql/api';
import { CalendarFeedQuery } from '~/app/graphql/calendars';
import { type CoverageNeed, CoverageQuery, ToVerify } from '~/app/graphql/committee/home';
import { formatDuration, formatFromNow, formatWindow } from '~/app/i18n/format';
import { mondayOf, startOfDay, todayIn } from '~/app/i18n/local-time';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../organisation/unit';
import { m } from '~/generated/messages/messages';

/** So many pages of fifty needs are added up for one week. */
const mostPages = 10;

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const zone = unit.community.timeZone;
  const monday = mondayOf(todayIn(zone));
  const from = startOfDay(monday, zone) ?? '';
  const until = startOfDay(monday, zone, 7) ?? '';
  const { query } = api(context);
  const [verify, needs, calendar] = await Promise.all([
    query(ToVerify, {
      community: unit.community.id,
      calls: unit.may.includes('intake.read'),
      care: unit.may.includes('care.manage'),
    }),
    needsOfWeek(query, unit.community.id, from, until),
    unit.may.includes('calendar.community') ? query(CalendarFeedQuery, { kind: 'community' }) : null,
  ]);
  const now = new Date().toISOString();
  const tasks = tasksWithin(needs, from, until);
  return { unit, now, verify, calendar, days: coverageByDay(tasks, zone), atRisk: shortSoon(tasks, now) };
}

export async function action({ context, request }: Route.ActionArgs) {
  return actOnCalendar(api(context), await request.formData());
}

async function needsOfWeek(query: Api['query'], community: string, from: string, until: string) {
  const found: CoverageNeed[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const filter = {
      community,
      from,
      until,
      status: ['open' as const, 'in_progress' as const, 'completed' as const],
    };
    const {
      needs,
    }: {
      needs: {
        edges: { node: CoverageNeed }[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
    } = await query(CoverageQuery, { filter, after });
    found.push(...needs.edges.map((edge) => edge.node));
    after = needs.pageInfo.endCursor;
    if (!needs.pageInfo.hasNextPage) break;
  }
  return found;
}

export function meta() {
  return [{ title: m.common_nav_committee() }];
}

export default function CommitteeHome({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, now, verify, days, atRisk, calendar } = loaderData;
  useLive(useViewerFeeds('community', 'below', 'organisation'));
  return (
    <Page
      title={unit.name}
      lead={m.committee_home_lead()}
      width="wide"
      action={
        <LinkButton to="/organisation/needs/new" icon={CalendarPlus}>
          {m.organisation_post_need()}
        </LinkButton>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-2 lg:grid-rows-[auto_1fr]">
        <Section title={m.organisation_waiting()}>
          <WaitingList now={now} items={waitingEntries(loaderData)} />
        </Section>
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <Section title={m.committee_at_risk()}>
            <AtRisk tasks={atRisk} zone={unit.community.timeZone} now={now} />
          </Section>
        </div>
        <Section title={m.committee_coverage()}>
          <CoverageTable days={days} zone={unit.community.timeZone} />
        </Section>
      </div>
      <Section title={m.committee_desk()}>
        <Desk toVerify={verify.all} may={unit.may} />
      </Section>
      {calendar && (
        <CalendarAddress kind="community" feed={calendar.calendarFeed} reply={actionData} now={now} />
      )}
    </Page>
  );
}

/** What waits, the most pressing first. */
function waitingEntries({ unit, verify, now }: Route.ComponentProps['loaderData']): WaitingEntry[] {
  const waits = (kind: string) => unit.waiting.find((item) => item.kind === kind);
  const entry = (kind: string) => ({ count: waits(kind)?.count ?? 0, oldest: waits(kind)?.oldest });
  const disputed = verify.disputed.edges[0]?.node.disputes[0]?.openedAt;
  const calls = verify.calls?.totalCount ?? 0;
  const toAsk = verify.toAsk ?? [];
  const toPlan = verify.toPlan ?? [];
  const firstCall = verify.calls?.edges[0]?.node.callBackAt;
  const alerts = verify.alerts ?? [];
  const care = verify.care ?? { notReached: 0, late: 0, consentPast: 0 };
  const toReview = verify.toReview?.totalCount ?? 0;
  const firstToReview = verify.toReview?.edges[0]?.node;
  const proxies = verify.proxiesToConfirm ?? [];
  const ending = (verify.sources ?? []).filter(({ state }) => state === 'ends_soon' || state === 'expired');
  return [
    {
      icon: Siren,
      to: '/committee/visits',
      label: m.visits_waiting_alerts({ count: alerts.length }),
      count: alerts.length,
      oldest: alerts[0]?.raisedAt,
      urgent: true,
    },
    {
      icon: HeartCrack,
      to: '/committee/care?show=late',
      label: m.care_waiting_not_reached({ count: care.notReached }),
      count: care.notReached,
      urgent: true,
    },
    {
      icon: HeartHandshake,
      to: '/committee/care?show=late',
      label: m.care_waiting_late({ count: care.late }),
      count: care.late,
      urgent: true,
    },
    {
      icon: CalendarClock,
      to: '/committee/care?show=consent',
      label: m.care_waiting_consent({ count: care.consentPast }),
      count: care.consentPast,
      urgent: true,
    },
    {
      icon: Inbox,
      to: '/committee/intake/review',
      label: m.ask_review_waiting({ count: toReview }),
      count: toReview,
      oldest: firstToReview?.createdAt,
      urgent: Boolean(firstToReview?.respondBy && firstToReview.respondBy < now),
    },
    {
      icon: UserCheck,
      to: '/committee/proxies',
      label: m.proxies_waiting({ count: proxies.length }),
      count: proxies.length,
      oldest: proxies.at(-1)?.createdAt,
    },
    {
      icon: Webhook,
      to: '/committee/intake/sources',
      label: m.ask_sources_ending({ count: ending.length }),
      count: ending.length,
      urgent: ending.some(({ state }) => state === 'expired'),
    },
    {
      icon: PhoneOutgoing,
      to: '/committee/intake/calls',
      label: m.committee_waiting_calls({ count: calls }),
      count: calls,
      urgent: Boolean(firstCall && firstCall < now),
    },
    {
      icon: CalendarPlus,
      to: '/committee/return-visits',
      label: m.judging_waiting_again({ count: toPlan.length }),
      count: toPlan.length,
      urgent: true,
    },
    {
      icon: MessageSquareWarning,
      to: '/committee/records?show=disputed',
      label: m.committee_waiting_disputes({ count: verify.disputed.totalCount }),
      count: verify.disputed.totalCount,
      oldest: disputed,
      urgent: true,
    },
    {
      icon: TriangleAlert,
      to: '/committee/records',
      label: m.committee_waiting_risky({ count: verify.risky.totalCount }),
      count: verify.risky.totalCount,
      urgent: true,
    },
    {
      icon: MessageCircleHeart,
      to: '/committee/return-visits',
      label: m.judging_waiting_ask({ count: toAsk.length }),
      count: toAsk.length,
    },
    {
      icon: Megaphone,
      to: '/committee/needs',
      label: m.committee_waiting_needs({ count: entry('needs_in_review').count }),
      ...entry('needs_in_review'),
    },
    {
      icon: Building2,
      to: '/committee/organisations',
      label: m.committee_waiting_organisations({ count: entry('organisations_pending').count }),
      ...entry('organisations_pending'),
    },
    {
      icon: ClipboardCheck,
      to: '/committee/records',
      label: m.committee_waiting_records({ count: entry('records_to_verify').count }),
      ...entry('records_to_verify'),
    },
    {
      icon: ClipboardCheck,
      to: '/organisation/hours',
      label: m.organisation_waiting_records({ count: entry('records_to_confirm').count }),
      ...entry('records_to_confirm'),
    },
  ];
}

/** Tasks of the next two days that are short of people, soonest first. */
function AtRisk({ tasks, zone, now }: { tasks: readonly CoverageTask[]; zone: string; now: string }) {
  if (tasks.length === 0) return <p className="text-muted">{m.committee_at_risk_empty()}</p>;
  const shown = tasks.slice(0, 6);
  return (
    <>
      <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
        {shown.map((task) => (
          <li key={`${task.id} ${task.startsAt}`} className="px-4 py-3">
            <Link to={`/needs/${task.id}`} prefetch="intent" className="font-semibold">
              {task.need}
            </Link>
            <p className="text-accent">
              {m.organisation_short_of({ count: task.least - task.taken })} ·{' '}
              {formatFromNow(task.startsAt, now)}
            </p>
            <p className="text-meta text-muted">
              {formatWindow(task.startsAt, task.endsAt, zone, now)}
              {task.unit && ` · ${task.unit}`}
            </p>
          </li>
        ))}
      </ul>
      {tasks.length > shown.length && (
        <p className="text-muted">{m.committee_at_risk_more({ count: tasks.length - shown.length })}</p>
      )}
    </>
  );
}

interface DeskPlace {
  to: string;
  icon: LucideIcon;
  label: string;
  note: string;
  /** Left out for who may not. */
  for?: string;
}

/** Everything the committee's desk does, one link each, by what it is about. */
function Desk({
  toVerify,
  may,
}: {
  toVerify: { totalCount: number; totalMinutes: number };
  may: readonly string[];
}) {
  return deskParts(toVerify).map(({ title, places }) => (
    <section key={title} className="flex flex-col gap-2 not-first:mt-3">
      <h3 className="text-lead">{title}</h3>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4 elder:grid-cols-1">
        {places
          .filter((place) => !place.for || may.includes(place.for))
          .map((place) => (
            <li key={place.to}>
              <Link
                to={place.to}
                prefetch={prefetchOf(place.to)}
                className="flex h-full min-h-target items-start gap-3 rounded-card border border-rule bg-surface p-3 no-underline hover:border-primary"
              >
                <place.icon aria-hidden className="mt-1 size-5 shrink-0" />
                <span>
                  <span className="block font-semibold">{place.label}</span>
                  <span className="block text-meta text-muted">{place.note}</span>
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </section>
  ));
}

function deskParts(toVerify: {
  totalCount: number;
  totalMinutes: number;
}): { title: string; places: DeskPlace[] }[] {
  return [
    {
      title: m.committee_desk_help(),
      places: [
        {
          to: '/committee/intake',
          icon: PhoneIncoming,
          label: m.committee_intake_title(),
          note: m.committee_intake_desk_note(),
          for: 'intake.take_down',
        },
        {
          to: '/committee/intake/calls?show=all',
          icon: ListChecks,
          label: m.committee_intake_list_title(),
          note: m.committee_intake_list_note(),
          for: 'intake.read',
        },
        {
          to: '/committee/visits',
          icon: DoorOpen,
          label: m.visits_title(),
          note: m.visits_lead(),
          for: 'intake.take_down',
        },
        {
          to: '/committee/care',
          icon: HeartHandshake,
          label: m.care_title(),
          note: m.care_desk_note(),
          for: 'care.manage',
        },
        {
          to: '/committee/return-visits',
          icon: MessageCircleHeart,
          label: m.judging_ask_title(),
          note: m.judging_ask_note(),
        },
        {
          to: '/committee/deliveries',
          icon: MailWarning,
          label: m.notices_astray_title(),
          note: m.notices_astray_note(),
          for: 'delivery.watch',
        },
        {
          to: '/committee/standards',
          icon: Timer,
          label: m.standards_title(),
          note: m.standards_note(),
        },
        {
          to: '/figures',
          icon: ChartColumn,
          label: m.figures_title(),
          note: m.figures_note(),
        },
        {
          to: '/committee/intake/sources',
          icon: Webhook,
          label: m.ask_sources_title(),
          note: m.ask_sources_note(),
          for: 'intake.take_down',
        },
      ],
    },
    {
      title: m.committee_desk_activities(),
      places: [
        {
          to: '/organisation',
          icon: ScrollText,
          label: m.committee_own_needs(),
          note: m.committee_own_needs_note(),
        },
        {
          to: '/committee/import',
          icon: FileUp,
          label: m.committee_import_title(),
          note: m.committee_import_note(),
        },
        {
          to: '/committee/records',
          icon: ClipboardCheck,
          label: m.committee_records_title(),
          note: m.committee_records_note({
            count: toVerify.totalCount,
            amount: formatDuration(toVerify.totalMinutes),
          }),
        },
        {
          to: '/committee/hours',
          icon: ChartColumn,
          label: m.committee_hours_title(),
          note: m.committee_hours_note(),
        },
        {
          to: '/committee/certificates',
          icon: BadgeCheck,
          label: m.committee_certificates_title(),
          note: m.committee_certificates_note(),
        },
      ],
    },
    {
      title: m.committee_desk_people(),
      places: [
        {
          to: '/committee/slips',
          icon: IdCard,
          label: m.committee_slips_title(),
          note: m.committee_slips_note(),
        },
        {
          to: '/committee/identity',
          icon: BadgeCheck,
          label: m.committee_identity_title(),
          note: m.committee_identity_note(),
        },
        {
          to: '/committee/organisations',
          icon: Building2,
          label: m.committee_organisations_title(),
          note: m.committee_organisations_note(),
        },
        {
          to: '/committee/members',
          icon: Users,
          label: m.organisation_members(),
          note: m.committee_members_note(),
        },
        {
          to: '/committee/communities',
          icon: Network,
          label: m.committee_communities_title(),
          note: m.committee_communities_note(),
          for: 'community.add',
        },
      ],
    },
  ];
}
