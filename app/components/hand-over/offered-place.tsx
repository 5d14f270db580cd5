import { CalendarDays, MapPin, Repeat2 } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import type { ClaimRefusal } from '~/app/components/claims/act-on-claim';
import { TaskRequirements } from '~/app/components/claims/task-requirements';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Facts } from '~/app/components/ui/facts';
import type { HandOverTaskData, OfferedPlaceData } from '~/app/graphql/hand-over';
import { formatMoment, formatWindow } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';
import { m } from '~/generated/messages/messages';

/** A task in one line: when, and what. */
export function taskLine(task: HandOverTaskData, now: string): string {
  const { need } = task;
  const what = task.title === need.title ? need.title : `${need.title}, ${task.title}`;
  return m.handover_task_line({
    when: formatWindow(task.startsAt, task.endsAt, need.community.timeZone, now),
    what,
  });
}

interface OfferedPlaceProps {
  offer: OfferedPlaceData;
  now: string;
  formKey: string;
  refusal?: ClaimRefusal;
  /** Of a link. */
  code?: string;
}

/** A place that somebody would give to the reader: what, when and where, what is asked in return, and yes or no. */
export function OfferedPlace({ offer, now, formKey, refusal, code }: OfferedPlaceProps) {
  const { task, swapTask } = offer;
  const mark = useLiveMark(task?.id ?? '');
  if (!task) return null;
  const { need } = task;
  const zone = need.community.timeZone;
  const isAsked = offer.to === 'person' || (offer.to === 'all' && offer.askedUntil !== null);
  return (
    <article
      {...mark}
      className="flex flex-col gap-3 rounded-card border-2 border-accent bg-surface p-4 sm:p-5"
    >
      <p className="text-meta text-muted">{askedWords(offer)}</p>
      <h2 className="text-lead">
        <Link to={`/needs/${need.id}`} className="-my-1.5 flex min-h-target items-center font-semibold">
          {need.title}
        </Link>
      </h2>
      {task.title !== need.title && <p>{task.title}</p>}
      <Facts
        facts={[
          {
            icon: CalendarDays,
            term: m.public_board_when(),
            value: formatWindow(task.startsAt, task.endsAt, zone, now),
          },
          {
            icon: MapPin,
            term: m.public_board_where(),
            value: need.placeName
              ? m.public_place_in({ place: need.placeName, community: need.community.name })
              : need.community.name,
          },
          swapTask && { icon: Repeat2, term: m.handover_in_return(), value: taskLine(swapTask, now) },
        ]}
      />
      <TaskRequirements task={task} />
      {offer.to === 'all' && offer.askedUntil && (
        <p>{m.handover_asked_until({ until: formatMoment(offer.askedUntil, zone, now) })}</p>
      )}
      {refusal?.taskId === task.id && <Banner tone="danger" urgent title={refusal.message} />}
      <div className="flex flex-wrap gap-3">
        <TakeOver offer={offer} formKey={formKey} code={code} />
        {isAsked && (
          <HandOverForm offer={offer} formKey={formKey} intent="decline-over" label={m.handover_decline()} />
        )}
      </div>
    </article>
  );
}

/** Who asks, and for what. */
function askedWords({ to, giverName, swapTask, askedUntil }: OfferedPlaceData): string {
  if (to === 'person' && giverName)
    return swapTask
      ? m.handover_person_swaps({ name: giverName })
      : m.handover_person_gives({ name: giverName });
  if (to === 'all') return askedUntil ? m.handover_next_in_line() : m.handover_somebody_here();
  return swapTask ? m.handover_somebody_swaps() : m.handover_somebody_gives();
}

/** Takes an offered place in one press. */
export function TakeOver({
  offer,
  formKey,
  code,
}: {
  offer: { id: string; swapTask: unknown; task: { id: string; title: string } | null };
  formKey: string;
  code?: string;
}) {
  const label = offer.swapTask ? m.handover_swap() : m.handover_take();
  return (
    <HandOverForm
      offer={offer}
      formKey={formKey}
      code={code}
      intent="take-over"
      label={label}
      tone="primary"
    />
  );
}

function HandOverForm({
  offer,
  formKey,
  code,
  intent,
  label,
  tone,
}: {
  offer: { id: string; task: { id: string; title: string } | null };
  formKey: string;
  code?: string;
  intent: string;
  label: string;
  tone?: 'primary';
}) {
  const sent = useNavigation().formData;
  const isBusy = sent?.get('handOver') === offer.id;
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="handOver" value={offer.id} />
      <input type="hidden" name="task" value={offer.task?.id ?? ''} />
      {code && <input type="hidden" name="code" value={code} />}
      <Button
        name="intent"
        value={intent}
        tone={tone}
        disabled={isBusy}
        aria-label={`${label}: ${offer.task?.title ?? ''}`}
      >
        {isBusy && sent.get('intent') === intent ? m.common_working() : label}
      </Button>
    </Form>
  );
}
