import { Building2, CalendarDays, FileText, MapPin, Repeat, TriangleAlert, Users } from 'lucide-react';
import { Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/need';
import { actOnClaim, newFormKey } from '~/app/components/claims/act-on-claim';
import { TaskItem } from '~/app/components/claims/task-item';
import { CategoryMark } from '~/app/components/needs/category-mark';
import { rhythmWords } from '~/app/components/needs/rhythm-words';
import { NeedPlace } from '~/app/components/organisation/need-place';
import { placesWords } from '~/app/components/needs/places';
import { needStatusWords } from '~/app/components/needs/state-words';
import { JudgementFields } from '~/app/components/judging/judgement-fields';
import { JudgementList } from '~/app/components/judging/judgement-list';
import { judgementShape } from '~/app/components/judging/judgement-shape';
import { clockRuns, DueBadge } from '~/app/components/needs/due-badge';
import { ActionForm } from '~/app/components/ui/action-form';
import { isProblem, readForm } from '~/app/forms/form';
import { JudgeNeed } from '~/app/graphql/judging';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { OwnHelpers } from '~/app/components/visits/own-helpers';
import { refuseOwnHelper } from '~/app/components/visits/refuse-own-helper';
import { api, type Api, notFound, signInFirst } from '~/app/graphql/api';
import { type NeedData, NeedQuery } from '~/app/graphql/need-query';
import { RootQuery } from '~/app/graphql/root-query';
import { formatDay, formatFromNow, formatWindow, isoDay } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { m } from '~/generated/messages/messages';

const judgeShape = judgementShape.extend({ intent: z.literal('judge') });

export async function loader({ context, params }: Route.LoaderArgs) {
  const { need } = await api(context).query(NeedQuery, { id: params.id });
  if (!need) notFound();
  return { need, now: new Date().toISOString(), formKey: newFormKey() };
}

export async function action({ context, params, request, url }: Route.ActionArgs) {
  const { viewer } = await api(context).query(RootQuery);
  if (!viewer) signInFirst(url);
  const form = await request.formData();
  if (form.get('intent') === 'refuse-helper')
    return refuseOwnHelper(api(context), form, `/needs/${params.id}`);
  if (!form.has('intent')) return redirect(`/needs/${params.id}`);
  if (form.get('intent') === 'judge') return judge(api(context), form, params.id);
  return actOnClaim(api(context), form, `/needs/${params.id}#task-${form.get('task')}`);
}

/** The person served, or whoever acts for them, says how it turned out. */
async function judge({ mutate }: Api, form: FormData, need: string) {
  const read = readForm(form, judgeShape);
  if (!read.ok) return read.reply;
  const { intent: _intent, ...said } = read.value;
  const { judgeNeed } = await mutate(JudgeNeed, { input: { need, ...said } });
  return isProblem(judgeNeed) ? read.refuse(judgeNeed) : redirect(`/needs/${need}`, 303);
}

export function meta({ loaderData }: Route.MetaArgs): Route.MetaDescriptors {
  return [{ title: loaderData ? `${loaderData.need.title} · ${m.common_brand()}` : m.common_name() }];
}

export default function NeedPage({ loaderData, actionData }: Route.ComponentProps) {
  const { need, now, formKey } = loaderData;
  const [claimRefusal, refusal] =
    actionData && 'taskId' in actionData ? [actionData, undefined] : [undefined, actionData];
  useLive([`need:${need.id}`, ...useViewerFeeds('person')]);
  const zone = need.community.timeZone;
  const place = need.placeName ?? need.community.name;
  const past = need.tasks.filter((task) => task.endsAt <= now);
  const coming = need.tasks.filter((task) => task.endsAt > now);
  const firstOpen = coming.find(
    (task) => task.isOpen && task.freePlaces > 0 && task.startsAt > now && !task.myClaim,
  );
  const days = (tasks: NeedData['tasks']) =>
    byDay(tasks, zone).map(([day, ofDay]) => (
      <div key={day}>
        <h3 className="mb-2 text-muted">{formatDay(ofDay[0].startsAt, zone, now)}</h3>
        <ol className="divide-y divide-rule overflow-hidden rounded-card border border-rule bg-surface">
          {ofDay.map((task) => (
            <TaskItem
              key={task.id}
              task={task}
              need={need}
              place={place}
              zone={zone}
              now={now}
              formKey={formKey}
              refusal={claimRefusal}
              primary={task === firstOpen}
              underDay
            />
          ))}
        </ol>
      </div>
    ));
  return (
    <div className="mx-auto flex w-full max-w-measure flex-col gap-6 px-4 py-6 sm:py-8">
      <NeedHead need={need} now={now} />
      {need.status === 'cancelled' && (
        <Banner tone="danger" title={m.public_need_is_cancelled()}>
          {need.statusReason}
        </Banner>
      )}
      {need.isRegular && <Banner title={m.public_need_regular()} />}
      {need.may.includes('judge') && (
        <Section title={m.judging_your_word()}>
          <Card>
            <ActionForm
              hidden={{ intent: 'judge', round: String(need.round) }}
              reply={refusal}
              label={m.judging_send()}
              tone="primary"
            >
              {(mine) => <JudgementFields hidden={{ intent: 'judge' }} reply={mine} />}
            </ActionForm>
          </Card>
        </Section>
      )}
      {need.judgements.length > 0 && (
        <Section title={m.judging_results()}>
          <JudgementList judgements={need.judgements} zone={zone} />
        </Section>
      )}
      {isOwnHome(need) ? (
        <OwnHelpers need={need} now={now} reply={refusal} />
      ) : (
        <Section title={m.public_need_tasks()}>
          {coming.length > 0 ? days(coming) : <p className="text-muted">{m.public_need_no_tasks_left()}</p>}
          {past.length > 0 && (
            <Details summary={m.public_need_past_tasks({ count: past.length })}>{days(past)}</Details>
          )}
        </Section>
      )}
      <NeedText need={need} />
    </div>
  );
}

/** The person served reads who comes to them; what there is to sign up for is for everyone else. */
const isOwnHome = ({ tasks }: NeedData): boolean => tasks.some(({ helpers }) => helpers !== null);

function NeedHead({ need, now }: { need: NeedData; now: string }) {
  const zone = need.community.timeZone;
  const status = needStatusWords(need);
  const next = nextWindow(need, now);
  const places = comingPlaces(need, now);
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-1.5">
        <Badge tone={status.tone}>{status.text}</Badge>
        {clockRuns(need.status) && <DueBadge dueAt={need.dueAt} now={now} />}
        {need.atRisk && (
          <Badge tone="accent" icon={TriangleAlert}>
            {m.public_at_risk()}
          </Badge>
        )}
        {need.category && <CategoryMark category={need.category} />}
      </div>
      <h1 className="text-title sm:text-headline">{need.title}</h1>
      <Facts
        facts={[
          next && {
            icon: CalendarDays,
            term: m.public_board_when(),
            value: `${formatWindow(next.startsAt, next.endsAt, zone, now)} · ${formatFromNow(next.startsAt, now)}`,
          },
          need.series && {
            icon: Repeat,
            term: m.series_rhythm(),
            value: rhythmWords(need.series),
          },
          {
            icon: MapPin,
            term: m.public_board_where(),
            value: need.placeName
              ? m.public_place_in({ place: need.placeName, community: need.community.name })
              : need.community.name,
          },
          !isOwnHome(need) && {
            icon: Users,
            term: m.public_need_places(),
            value: (
              <strong className={places.taken >= places.all ? 'text-muted' : 'text-primary'}>
                {placesWords(places.all, places.taken)}
              </strong>
            ),
          },
        ]}
      />
      {need.may.includes('edit') && (
        <div>
          <LinkButton to={`/organisation/needs/${need.id}`}>{m.public_need_manage()}</LinkButton>
        </div>
      )}
    </header>
  );
}

/** The next task's window, or the whole need's when all are over. */
function nextWindow({ tasks, startsAt, endsAt }: NeedData, now: string) {
  const [next] = tasks
    .filter((task) => task.startsAt > now && !task.cancelledAt)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  if (next) return next;
  return startsAt && endsAt ? { startsAt, endsAt } : null;
}

/** Places of the tasks still to come; of all tasks once every one is over. */
function comingPlaces({ tasks, places, placesTaken }: NeedData, now: string) {
  const coming = tasks.filter((task) => task.startsAt > now && !task.cancelledAt);
  if (coming.length === 0) return { all: places, taken: placesTaken };
  return {
    all: coming.reduce((sum, task) => sum + task.maximumPlaces, 0),
    taken: coming.reduce((sum, task) => sum + task.takenPlaces, 0),
  };
}

function NeedText({ need }: { need: NeedData }) {
  return (
    <>
      <Section title={m.public_need_about()}>
        <p className="whitespace-pre-line">{need.summary}</p>
      </Section>
      {need.bring && (
        <Section title={m.public_need_bring()}>
          <p className="whitespace-pre-line">{need.bring}</p>
        </Section>
      )}
      {need.risks && (
        <Section title={m.public_need_risks()}>
          <p className="whitespace-pre-line">{need.risks}</p>
        </Section>
      )}
      <NeedPlace need={need} />
      <Card as="div">
        <Facts
          facts={[
            need.organisation && {
              icon: Building2,
              term: m.public_need_poster(),
              value: need.organisation.name,
            },
            {
              icon: FileText,
              term: m.public_need_number(),
              value: <span className="tabular-nums">{need.number}</span>,
            },
          ]}
        />
      </Card>
      <p>
        <Link to="/" className="inline-flex min-h-target items-center">
          {m.common_error_to_board()}
        </Link>
      </p>
    </>
  );
}

type Tasks = NeedData['tasks'];

function byDay(tasks: Tasks, zone: string): [string, [Tasks[number], ...Tasks]][] {
  const days = new Map<string, [Tasks[number], ...Tasks]>();
  for (const task of [...tasks].sort((a, b) => a.startsAt.localeCompare(b.startsAt))) {
    const day = isoDay(task.startsAt, zone);
    const found = days.get(day);
    if (found) found.push(task);
    else days.set(day, [task]);
  }
  return [...days];
}
