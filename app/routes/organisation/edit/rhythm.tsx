import { redirect } from 'react-router';
import type { z } from 'zod';
import type { Route } from './+types/rhythm';
import { rhythmWords } from '~/app/components/needs/rhythm-words';
import { EditFrame } from '~/app/components/organisation/edit-frame';
import { EndSeries } from '~/app/components/organisation/end-series';
import { SeriesDates } from '~/app/components/organisation/series-dates';
import { SeriesForm } from '~/app/components/organisation/series-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Details } from '~/app/components/ui/details';
import { Section } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import {
  EndSeries as End,
  HoldDate,
  LeaveOutDate,
  MoveDate,
  SeriesDates as Dates,
  SetSeries,
} from '~/app/graphql/organisation/series';
import type { Draft } from '~/app/graphql/organisation/needs';
import { formatCalendarDay, isoDay } from '~/app/i18n/format';
import { todayIn } from '~/app/i18n/local-time';
import { useLive } from '~/app/live/use-live';
import { draftOf } from './draft';
import { ruleOf, seriesShape } from './series-shape';
import { m } from '~/generated/messages/messages';

export { shouldRevalidate } from './read-anew';

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const need = await draftOf(context, url, params.needId);
  if (need.kind !== 'activity') notFound();
  const dates = need.series
    ? ((await api(context).query(Dates, { id: need.id })).need?.series?.dates ?? [])
    : [];
  return { need, dates, today: todayIn(need.community.timeZone), now: new Date().toISOString() };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const need = await draftOf(context, url, params.needId);
  const read = readForm(await request.formData(), seriesShape);
  if (!read.ok) return read.reply;
  const result = await carryOut(context, need, read.value);
  return isProblem(result) ? read.refuse(result) : redirect(url.pathname);
}

async function carryOut(
  context: Route.ActionArgs['context'],
  need: Draft,
  wish: z.output<typeof seriesShape>,
) {
  const { mutate } = api(context);
  if (wish.intent === 'set') {
    const { startsOn, version } = wish;
    const input = { need: need.id, version, startsOn, rule: ruleOf(wish) };
    return (await mutate(SetSeries, { input })).setSeries;
  }
  const series = need.series?.id ?? notFound();
  if (wish.intent === 'move') {
    const { occurrence, to } = wish;
    return (await mutate(MoveDate, { input: { series, occurrence, to } })).moveDate;
  }
  if (wish.intent === 'hold')
    return (await mutate(HoldDate, { input: { series, occurrence: wish.occurrence } })).holdDate;
  if (wish.intent === 'end') {
    const reason = wish.held === 'call_off' ? wish.reason : null;
    return (await mutate(End, { input: { series, from: wish.from, reason } })).endSeries;
  }
  const reason = wish.intent === 'call-off' ? wish.reason : null;
  const input = { series, occurrence: wish.occurrence, reason };
  return (await mutate(LeaveOutDate, { input })).leaveOutDate;
}

export function meta() {
  return [{ title: m.series_question() }];
}

export default function NeedRhythm({ loaderData, actionData }: Route.ComponentProps) {
  const { need, dates, today, now } = loaderData;
  useLive([`need:${need.id}`]);
  const zone = need.community.timeZone;
  const { series } = need;
  const days = daysOf(need, now);
  const form = (
    <SeriesForm
      version={need.version}
      days={days.map(({ value, count }) => ({
        value,
        label: m.series_day_tasks({ day: formatCalendarDay(value, now), count }),
      }))}
      weekday={weekdayOf(days[0]?.value ?? today)}
      reply={actionData}
    />
  );
  return (
    <EditFrame
      step="tasks"
      question={series ? rhythmWords(series) : m.series_question()}
      lead={m.series_lead()}
      needId={need.id}
    >
      {series && (
        <>
          <Section title={m.series_dates()}>
            <SeriesDates dates={dates} zone={zone} now={now} reply={actionData} />
            {series.isFinished && dates.length > 0 && <p className="text-muted">{m.series_finished()}</p>}
          </Section>
          {(!series.isFinished || dates.length > 0) && <EndSeries today={today} reply={actionData} />}
          {series.isFinished && days.length > 0 && (
            <Details summary={m.series_again()} open={actionData?.initialValue?.intent === 'set'}>
              {form}
            </Details>
          )}
        </>
      )}
      {!series && days.length > 0 && form}
      {!series && days.length === 0 && <Banner title={m.organisation_tasks_empty()} />}
      <div className="flex flex-wrap gap-3">
        <LinkButton to={`/organisation/needs/${need.id}/edit/tasks`}>
          {m.organisation_step_tasks()}
        </LinkButton>
        <LinkButton
          to={`/organisation/needs/${need.id}/edit/details`}
          tone={series ? 'primary' : 'secondary'}
        >
          {m.organisation_continue()}
        </LinkButton>
      </div>
    </EditFrame>
  );
}

/** The days with tasks that are not over, and how many each has. */
function daysOf({ tasks, community }: Draft, now: string): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { startsAt, endsAt, cancelledAt } of tasks) {
    if (cancelledAt || endsAt <= now) continue;
    const day = isoDay(startsAt, community.timeZone);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1));
}

const weekdayOf = (day: string): string =>
  ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'MO';
