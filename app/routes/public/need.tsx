import { Building2, CalendarDays, FileText, MapPin, TriangleAlert, Users } from 'lucide-react';
import { Link, redirect } from 'react-router';
import type { Route } from './+types/need';
import { actOnClaim, newFormKey } from '~/app/components/claims/act-on-claim';
import { TaskItem } from '~/app/components/claims/task-item';
import { CategoryMark } from '~/app/components/needs/category-mark';
import { placesWords } from '~/app/components/needs/places';
import { needStatusWords } from '~/app/components/needs/state-words';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { api, notFound, signInFirst } from '~/app/graphql/api';
import { type NeedData, NeedQuery } from '~/app/graphql/need-query';
import { RootQuery } from '~/app/graphql/root-query';
import { formatDay, formatFromNow, formatWindow, isoDay } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { m } from '~/generated/messages/messages';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { need } = await api(context).query(NeedQuery, { id: params.id });
  if (!need) notFound();
  return { need, now: new Date().toISOString(), formKey: newFormKey() };
}

export async function action({ context, params, request, url }: Route.ActionArgs) {
  const { viewer } = await api(context).query(RootQuery);
  if (!viewer) signInFirst(url);
  const form = await request.formData();
  if (!form.has('intent')) return redirect(`/needs/${params.id}`);
  return actOnClaim(api(context), form, `/needs/${params.id}#task-${form.get('task')}`);
}

export function meta({ loaderData }: Route.MetaArgs): Route.MetaDescriptors {
  return [{ title: loaderData ? `${loaderData.need.title} · ${m.common_brand()}` : m.common_name() }];
}

export default function NeedPage({ loaderData, actionData }: Route.ComponentProps) {
  const { need, now, formKey } = loaderData;
  useLive([`need:${need.id}`]);
  const zone = need.community.timeZone;
  const place = need.placeName ?? need.community.name;
  const firstOpen = need.tasks.find((task) => task.isOpen && task.freePlaces > 0 && !task.myClaim);
  return (
    <div className="mx-auto flex w-full max-w-measure flex-col gap-6 px-4 py-6 sm:py-8">
      <NeedHead need={need} now={now} />
      {need.status === 'cancelled' && (
        <Banner tone="danger" title={m.public_need_is_cancelled()}>
          {need.statusReason}
        </Banner>
      )}
      <Section title={m.public_need_tasks()}>
        {byDay(need.tasks, zone).map(([day, tasks]) => (
          <div key={day}>
            <h3 className="mb-2 text-muted">{formatDay(tasks[0].startsAt, zone, now)}</h3>
            <ol className="divide-y divide-rule overflow-hidden rounded-card border border-rule bg-surface">
              {tasks.map((task) => (
                <TaskItem
                  key={task.id}
                  task={task}
                  needId={need.id}
                  place={place}
                  zone={zone}
                  now={now}
                  formKey={formKey}
                  refusal={actionData}
                  primary={task === firstOpen}
                />
              ))}
            </ol>
          </div>
        ))}
      </Section>
      <NeedText need={need} />
    </div>
  );
}

function NeedHead({ need, now }: { need: NeedData; now: string }) {
  const zone = need.community.timeZone;
  const status = needStatusWords(need);
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-1.5">
        <Badge tone={status.tone}>{status.text}</Badge>
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
          need.startsAt !== null &&
            need.endsAt !== null && {
              icon: CalendarDays,
              term: m.public_board_when(),
              value: `${formatWindow(need.startsAt, need.endsAt, zone, now)} · ${formatFromNow(need.startsAt, now)}`,
            },
          {
            icon: MapPin,
            term: m.public_board_where(),
            value: need.placeName
              ? m.public_place_in({ place: need.placeName, community: need.community.name })
              : need.community.name,
          },
          {
            icon: Users,
            term: m.public_need_places(),
            value: (
              <strong className={need.filled ? 'text-muted' : 'text-primary'}>
                {placesWords(need.places, need.placesTaken)}
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
