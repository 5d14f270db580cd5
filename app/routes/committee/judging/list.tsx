import { CalendarPlus, MessageCircleHeart, NotebookPen, Printer } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/list';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import { DueBadge } from '~/app/components/needs/due-badge';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Section } from '~/app/components/ui/page';
import { api } from '~/app/graphql/api';
import { type Asked, ReturnVisitsQuery, type ToPlan } from '~/app/graphql/judging';
import { formatFromNow, formatMoment } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { needsToAsk, needsToPlanAgain } = await api(context).query(ReturnVisitsQuery);
  return {
    toAsk: needsToAsk,
    toPlan: needsToPlanAgain,
    saved: url.searchParams.has('saved'),
    now: new Date().toISOString(),
  };
}

export function meta() {
  return [{ title: m.judging_ask_title() }];
}

/** What was not solved and waits for its next visit, and whom to ask how it went. */
export default function ReturnVisits({ loaderData: { toAsk, toPlan, saved, now } }: Route.ComponentProps) {
  useLive(useViewerFeeds('community', 'below'));
  return (
    <DeskPage title={m.judging_ask_title()} lead={m.judging_ask_lead()} width="wide">
      {saved && <Banner tone="success" urgent title={m.judging_saved()} />}
      {toPlan.length > 0 && (
        <Section title={m.judging_again_title()}>
          <p className="text-muted">{m.judging_again_lead()}</p>
          <ul className="grid items-start gap-4 lg:grid-cols-2 elder:grid-cols-1">
            {toPlan.map((need) => (
              <PlanAgain key={need.id} need={need} now={now} />
            ))}
          </ul>
        </Section>
      )}
      {toAsk.length === 0 ? (
        <EmptyState icon={MessageCircleHeart} title={m.judging_ask_none()}>
          {m.judging_ask_none_advice()}
        </EmptyState>
      ) : (
        <Section title={m.judging_ask_whom()}>
          <ul className="grid items-start gap-4 lg:grid-cols-2 elder:grid-cols-1">
            {toAsk.map((asked) => (
              <ToAsk key={asked.need.id} asked={asked} now={now} />
            ))}
          </ul>
        </Section>
      )}
    </DeskPage>
  );
}

function PlanAgain({ need, now }: { need: ToPlan; now: string }) {
  const remark = need.judgements.at(-1)?.remark;
  return (
    <li className="flex flex-col gap-2 rounded-card border border-rule bg-surface p-4">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <DueBadge dueAt={need.dueAt} now={now} />
        <span className="text-meta text-muted tabular-nums">
          {spokenNumber(need.number)} · {m.judging_round({ round: need.round })}
        </span>
      </p>
      <Link
        to={`/organisation/needs/${need.id}`}
        prefetch="intent"
        className="inline-flex min-h-target items-center text-lead font-semibold"
      >
        {need.title}
      </Link>
      {remark && <p>{remark}</p>}
      <div>
        <LinkButton to={`/organisation/needs/${need.id}/edit/tasks/new`} icon={CalendarPlus} tone="primary">
          {m.judging_again_plan()}
        </LinkButton>
      </div>
    </li>
  );
}

function ToAsk({ asked, now }: { asked: Asked; now: string }) {
  const { need, servedPerson, requester, phone, closesAt } = asked;
  return (
    <li className="flex flex-col gap-2 rounded-card border border-rule bg-surface p-4">
      <p className="flex flex-wrap justify-between gap-x-4 text-meta text-muted">
        <span>
          {need.endsAt &&
            m.judging_ask_ended({ when: formatMoment(need.endsAt, need.community.timeZone, now) })}
        </span>
        <span>{closesAt && m.judging_ask_closes({ when: formatFromNow(closesAt, now) })}</span>
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <span className="text-lead font-semibold">
          {servedPerson?.displayName ?? requester?.displayName ?? m.committee_intake_nameless()}
        </span>
        <PhoneLink phone={phone} />
      </div>
      <p>{need.title}</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton to={`/committee/return-visits/${need.id}`} icon={NotebookPen} tone="primary">
          {m.judging_ask_open()}
        </LinkButton>
        <LinkButton to={`/committee/return-visits/${need.id}/slip`} icon={Printer}>
          {m.judging_ask_slip()}
        </LinkButton>
      </div>
    </li>
  );
}
