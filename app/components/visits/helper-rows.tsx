import { LogIn, LogOut } from 'lucide-react';
import { ActionForm } from '~/app/components/ui/action-form';
import type { FormReply } from '~/app/forms/form';
import type { HomeClaim } from '~/app/graphql/visits';
import { formatTime, isoDay } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

export const helperName = ({ person }: Pick<HomeClaim, 'person'>): string =>
  person?.displayName ?? m.organisation_nameless();

/** Whether a visit's day has come: only from then on does anybody ring to say where they are. */
export const dayHasCome = ({ startsAt }: { startsAt: string }, zone: string, now: string): boolean =>
  isoDay(startsAt, zone) <= isoDay(now, zone);

/** Where a helper is, in words. */
export function helperState({ state, attendance }: HomeClaim, zone: string): string | null {
  if (state === 'confirmed') return m.visits_state_due();
  if (state === 'checked_in' && attendance)
    return m.visits_state_in({ time: formatTime(attendance.checkedInAt, zone) });
  if (state === 'attended' && attendance?.checkedOutAt)
    return m.visits_state_done({ time: formatTime(attendance.checkedOutAt, zone) });
  return state === 'no_show' ? m.public_claim_no_show() : null;
}

/** What a helper who rings says of themselves: arrived, or left. */
export function CalledButton({ claim, reply }: { claim: HomeClaim; reply?: FormReply }) {
  const name = helperName(claim);
  if (claim.state !== 'confirmed' && claim.state !== 'checked_in') return null;
  const isDue = claim.state === 'confirmed';
  return (
    <ActionForm
      hidden={{ intent: isDue ? 'in' : 'out', claim: claim.id }}
      reply={reply}
      icon={isDue ? LogIn : LogOut}
      label={
        <>
          <span aria-hidden>{isDue ? m.visits_arrived_short() : m.visits_left_short()}</span>
          <span className="sr-only">
            {isDue ? m.visits_called_arrived({ name }) : m.visits_called_left({ name })}
          </span>
        </>
      }
    />
  );
}
