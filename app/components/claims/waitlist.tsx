import { Form, Link, useNavigation } from 'react-router';
import { claimStateWords } from '~/app/components/needs/state-words';
import { Button } from '~/app/components/ui/button';
import { formatFromNow, formatMoment } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** A claim as far as waiting for a place goes. */
export interface WaitingClaim {
  id: string;
  state: string;
  offerUntil: string | null;
  waitlistPosition: number | null;
  /** How they left; asked for only where what is over is shown. */
  withdrawnAs?: string | null;
}

interface WaitingProps {
  claim: WaitingClaim;
  task: { id: string; title: string; freePlaces: number; allocation: string; drawClosesAt: string | null };
  zone: string;
  now: string;
  formKey: string;
}

/** Whether somebody waits for a place or was offered one, which is answered and left by buttons of its own. */
export const isWaiting = (state: string): boolean => state === 'waitlisted' || state === 'offered';

/** Whether the places of a task are still to be drawn by lot. */
export const drawsLots = (task: { allocation: string }): boolean => task.allocation === 'draw_pending';

/** A claim's state in words and colour; whoever waits for a draw is in it. */
export const ownClaimWords = (claim: WaitingClaim, task: { allocation: string }) =>
  claim.state === 'waitlisted' && drawsLots(task)
    ? { text: m.draw_in(), tone: 'caution' as const }
    : claimStateWords(claim.state, claim.waitlistPosition, claim.withdrawnAs);

/** What waiting means for them, in a sentence: until when a place is kept, or what they wait for. */
export function WaitingWords({ claim, task, zone, now }: Omit<WaitingProps, 'formKey'>) {
  if (claim.state === 'offered' && claim.offerUntil)
    return (
      <p>
        <strong>{m.public_offer_until({ until: formatMoment(claim.offerUntil, zone, now) })}</strong>{' '}
        {m.public_offer_ends({ left: formatFromNow(claim.offerUntil, now) })}
      </p>
    );
  if (drawsLots(task) && task.drawClosesAt)
    return (
      <div>
        <p>{m.draw_in_next({ when: formatMoment(task.drawClosesAt, zone, now) })}</p>
        <ToDraw task={task} />
      </div>
    );
  return <p>{task.freePlaces > 0 ? m.public_waitlist_free() : m.public_waitlist_next()}</p>;
}

/** Takes what is offered or free, passes it on, or leaves the waitlist. */
export function WaitingActions({ claim, task, formKey }: WaitingProps) {
  const isOffered = claim.state === 'offered';
  const act = { claim: claim.id, task, formKey };
  return (
    <div className="flex flex-wrap items-center gap-3">
      {(isOffered || (task.freePlaces > 0 && !drawsLots(task))) && (
        <ActForm {...act} intent="accept" label={m.public_offer_accept()} tone="primary" />
      )}
      {isOffered && <ActForm {...act} intent="pass" label={m.public_offer_pass()} />}
      <ActForm
        {...act}
        intent={isOffered ? 'decline' : 'withdraw'}
        label={drawsLots(task) ? m.draw_leave() : m.public_waitlist_leave()}
        tone={isOffered ? 'quiet' : 'secondary'}
      />
    </div>
  );
}

/** The way to a task's draw: how it is drawn, or how it came out. */
export function ToDraw({ task }: { task: { id: string } }) {
  return (
    <Link to={`/draws/${task.id}`} className="inline-flex min-h-target items-center">
      {m.draw_see()}
    </Link>
  );
}

/** Enters the draw of a task. */
export function EnterDraw({
  task,
  formKey,
  tone,
}: {
  task: { id: string; title: string };
  formKey: string;
  tone?: 'primary' | 'secondary';
}) {
  return (
    <div className="flex max-w-xs flex-col gap-1">
      <ActForm task={task} formKey={formKey} intent="join" label={m.draw_enter()} tone={tone} />
      <p className="text-meta text-muted">{m.draw_how()}</p>
    </div>
  );
}

/** Waits for a place in a task that is full. */
export function JoinWaitlist({
  task,
  formKey,
}: {
  task: { id: string; title: string; waiting?: number };
  formKey: string;
}) {
  return (
    <div className="flex max-w-xs flex-col gap-1">
      <ActForm task={task} formKey={formKey} intent="join" label={m.public_waitlist_join()} />
      <p className="text-meta text-muted">
        {task.waiting ? m.public_waitlist_waiting({ count: task.waiting }) : m.public_waitlist_how()}
      </p>
    </div>
  );
}

function ActForm({
  intent,
  label,
  tone,
  claim,
  task,
  formKey,
}: {
  intent: string;
  label: string;
  tone?: 'primary' | 'secondary' | 'quiet';
  claim?: string;
  task: { id: string; title: string };
  formKey: string;
}) {
  const sent = useNavigation().formData;
  const isBusy = sent?.get('task') === task.id;
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="task" value={task.id} />
      {claim && <input type="hidden" name="claim" value={claim} />}
      <Button
        name="intent"
        value={intent}
        tone={tone}
        disabled={isBusy}
        aria-label={`${label}: ${task.title}`}
      >
        {isBusy && sent.get('intent') === intent ? m.common_working() : label}
      </Button>
    </Form>
  );
}
