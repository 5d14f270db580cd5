import { CircleCheck, Hourglass } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import type { ClaimRefusal } from './act-on-claim';
import { HandedOver } from './handed-over';
import { isPastDeadline, LateWithdrawal } from './late-withdrawal';
import { TaskRequirements } from './task-requirements';
import {
  drawsLots,
  EnterDraw,
  isWaiting,
  JoinWaitlist,
  ownClaimWords,
  ToDraw,
  WaitingActions,
  WaitingWords,
} from './waitlist';
import { isLiveClaim } from '~/app/components/needs/state-words';
import { placesWords } from '~/app/components/needs/places';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Button, LinkButton } from '~/app/components/ui/button';
import { cx } from '~/app/components/ui/cx';
import type { TaskData } from '~/app/graphql/need-query';
import { formatMoment, formatTime, formatWindow, isoDay } from '~/app/i18n/format';
import { useLiveMark } from '~/app/live/changes';
import { useViewer } from '~/app/root-data';
import { m } from '~/generated/messages/messages';

interface TaskItemProps {
  task: TaskData;
  need: { id: string; title: string };
  place: string;
  zone: string;
  now: string;
  /** The day stands in the heading above: only the times are said. */
  underDay?: boolean;
  /** One key for the page's forms, so that a double press counts once. */
  formKey: string;
  refusal?: ClaimRefusal;
  /** The one primary action of the page stands on the first task that can still be claimed. */
  primary?: boolean;
}

/** One task of a need: when, how many places, what it asks for, and the viewer's own place in it. */
export function TaskItem({
  task,
  need,
  place,
  zone,
  now,
  formKey,
  refusal,
  primary,
  underDay,
}: TaskItemProps) {
  const claim = task.myClaim && isLiveClaim(task.myClaim.state) ? task.myClaim : null;
  return (
    <li
      id={`task-${task.id}`}
      {...useLiveMark(task.id)}
      className={cx('flex flex-col gap-3 p-4 sm:p-5', claim && 'bg-primary-tint')}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-semibold">
            {underDay && isoDay(task.startsAt, zone) === isoDay(task.endsAt, zone)
              ? `${formatTime(task.startsAt, zone)}–${formatTime(task.endsAt, zone)}`
              : formatWindow(task.startsAt, task.endsAt, zone, now)}
          </p>
          {task.title !== need.title && <p>{task.title}</p>}
          {task.cancelledAt ? (
            <p className="text-danger">{m.public_task_cancelled({ reason: task.cancelReason ?? '' })}</p>
          ) : (
            <p className={task.freePlaces > 0 ? 'font-medium text-primary' : 'text-muted'}>
              {placesWords(task.maximumPlaces, task.takenPlaces)}
            </p>
          )}
          {!claim && <DrawNote task={task} zone={zone} now={now} />}
          <TaskRequirements task={task} />
        </div>
        {!claim && !task.cancelledAt && (
          <ClaimForm task={task} needId={need.id} formKey={formKey} primary={primary} now={now} />
        )}
      </div>
      <HandedOver task={task} zone={zone} now={now} formKey={formKey} />
      {refusal?.taskId === task.id && (
        <Banner tone="danger" urgent title={refusal.message}>
          {refusalAdvice(refusal.code)}
        </Banner>
      )}
      {claim && <OwnClaim task={task} claim={claim} place={place} zone={zone} now={now} formKey={formKey} />}
    </li>
  );
}

/** That places are drawn by lot, or were; how, is a press away. */
function DrawNote({ task, zone, now }: Pick<TaskItemProps, 'task' | 'zone' | 'now'>) {
  if (!task.drawClosesAt || task.cancelledAt) return null;
  return (
    <>
      {drawsLots(task) && <p>{m.draw_until({ when: formatMoment(task.drawClosesAt, zone, now) })}</p>}
      <ToDraw task={task} />
    </>
  );
}

/** Refusals that the person can do away with in their own profile. */
const inProfile: ReadonlySet<string> = new Set(['AGE_UNKNOWN', 'MISSING_SKILL']);

/** What to do about a refusal; a full task shows the way to its waitlist by itself. */
function refusalAdvice(code: string | null) {
  if (inProfile.has(code ?? '')) return <ToProfile />;
  return code === 'FULL' ? null : m.public_claim_refused_advice();
}

function ToProfile() {
  return (
    <Link to="/account/profile" className="inline-flex min-h-target items-center">
      {m.public_claim_to_profile()}
    </Link>
  );
}

function ClaimForm({
  task,
  needId,
  formKey,
  primary,
  now,
}: {
  task: TaskData;
  needId: string;
  formKey: string;
  primary?: boolean;
  now: string;
}) {
  const viewer = useViewer();
  const isBusy = useBusyTask() === task.id;
  const label = task.needsApproval ? m.public_claim_ask() : m.public_claim();
  const tone = primary ? 'primary' : 'secondary';
  if (!viewer) {
    if (!task.isOpen || task.startsAt <= now) return null;
    const isFull = task.freePlaces === 0;
    return (
      <LinkButton
        to={`/sign-in?next=${encodeURIComponent(`/needs/${needId}#task-${task.id}`)}`}
        tone={isFull ? 'secondary' : tone}
      >
        {drawsLots(task) ? m.draw_enter() : isFull ? m.public_waitlist_join() : label}
      </LinkButton>
    );
  }
  if (task.refusal?.code === 'DRAW_PENDING') return <EnterDraw task={task} formKey={formKey} tone={tone} />;
  if (task.refusal?.code === 'FULL') return <JoinWaitlist task={task} formKey={formKey} />;
  if (task.refusal) {
    return (
      <div className="max-w-xs text-muted">
        <p>{task.refusal.message}</p>
        {inProfile.has(task.refusal.code) && <ToProfile />}
      </div>
    );
  }
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="task" value={task.id} />
      <Button
        name="intent"
        value="claim"
        tone={tone}
        disabled={isBusy}
        aria-label={`${label}: ${task.title}`}
      >
        {isBusy ? m.common_working() : label}
      </Button>
    </Form>
  );
}

interface OwnClaimProps {
  task: TaskData;
  claim: NonNullable<TaskData['myClaim']>;
  place: string;
  zone: string;
  now: string;
  formKey: string;
}

/** What happens next for someone who holds a place, and how to give it back. */
function OwnClaim({ task, claim, place, zone, now, formKey }: OwnClaimProps) {
  const isBusy = useBusyTask() === task.id;
  const { text, tone } = ownClaimWords(claim, task);
  const isConfirmed = claim.state === 'confirmed';
  const waits = isWaiting(claim.state);
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        <Badge tone={tone} icon={isConfirmed ? CircleCheck : Hourglass}>
          {text}
        </Badge>
        {isConfirmed && (
          <p className="mt-1">
            {m.public_claim_next({
              time: formatTime(task.startsAt, zone),
              place,
              deadline: formatMoment(task.withdrawUntil, zone),
            })}
          </p>
        )}
        {claim.state === 'requested' && <p className="mt-1">{m.public_claim_requested_next()}</p>}
        {waits && <WaitingWords task={task} claim={claim} zone={zone} now={now} />}
      </div>
      {waits && <WaitingActions task={task} claim={claim} zone={zone} now={now} formKey={formKey} />}
      {isPastDeadline(claim, task, now) ? (
        <div className="basis-full">
          <LateWithdrawal claim={claim} task={task} zone={zone} now={now} formKey={formKey} />
        </div>
      ) : claim.state !== 'checked_in' && !waits ? (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="task" value={task.id} />
          <input type="hidden" name="claim" value={claim.id} />
          <Button
            name="intent"
            value="withdraw"
            disabled={isBusy}
            aria-label={`${m.public_withdraw()}: ${task.title}`}
          >
            {isBusy ? m.common_working() : m.public_withdraw()}
          </Button>
        </Form>
      ) : null}
    </div>
  );
}

/** The task whose form is on its way, so that its button says so and nothing is shown as won before it is. */
function useBusyTask(): string | undefined {
  return useNavigation().formData?.get('task')?.toString();
}
