import { Siren } from 'lucide-react';
import { Link } from 'react-router';
import { PhoneLink } from '~/app/components/intake/phone-link';
import { ActionForm, fieldOf } from '~/app/components/ui/action-form';
import { TextField } from '~/app/components/ui/text-field';
import type { FormReply } from '~/app/forms/form';
import type { OpenAlert } from '~/app/graphql/visits';
import { formatFromNow, formatWindow } from '~/app/i18n/format';
import { EmergencyContactList } from './emergency-contacts';
import { m } from '~/generated/messages/messages';

const words = {
  not_arrived: m.visits_alert_not_arrived,
  overdue: m.visits_alert_overdue,
  stop_word: m.visits_alert_stop_word,
};

interface AlertListProps {
  alerts: readonly OpenAlert[];
  now: string;
  reply?: FormReply;
}

/** What somebody must look at now, each with whom to call and a form that closes it with what was found. */
export function AlertList({ alerts, now, reply }: AlertListProps) {
  return (
    <ul className="flex flex-col gap-4">
      {alerts.map((alert) => {
        const { claim } = alert;
        const { task } = claim;
        const name = claim.person?.displayName ?? m.organisation_nameless();
        const hidden = { intent: 'settle', alert: alert.id };
        return (
          <li
            key={alert.id}
            className="flex flex-col gap-3 rounded-card border-2 border-danger bg-surface p-4 sm:p-5"
          >
            <p className="flex items-start gap-2 text-lead font-semibold text-danger">
              <Siren aria-hidden className="mt-1 size-5 shrink-0" />
              {words[alert.kind]({ name })}
            </p>
            <div>
              <Link
                to={`/organisation/tasks/${task.id}/visit`}
                className="inline-flex min-h-target items-center font-semibold"
              >
                {task.need.title}
              </Link>
              <p className="text-muted">
                {formatWindow(task.startsAt, task.endsAt, task.need.community.timeZone, now)} ·{' '}
                {m.visits_alert_since({ when: formatFromNow(alert.raisedAt, now) })}
              </p>
            </div>
            {alert.said !== null && (
              <p className="whitespace-pre-line">{m.visits_alert_said({ said: alert.said })}</p>
            )}
            <div>
              <p className="font-semibold">{m.visits_alert_phone({ name })}</p>
              <PhoneLink phone={alert.phone} />
            </div>
            {alert.emergencyContacts.length > 0 ? (
              <div>
                <p className="font-semibold">{m.visits_alert_call({ name })}</p>
                <EmergencyContactList contacts={alert.emergencyContacts} />
              </div>
            ) : (
              <p className="text-muted">{m.visits_alert_call_none({ name })}</p>
            )}
            <ActionForm hidden={hidden} reply={reply} label={m.visits_settle()} inline>
              {(mine) => (
                <div className="min-w-0 flex-1 basis-56">
                  <TextField
                    field={fieldOf(hidden, 'note', mine)}
                    label={m.visits_settle_note()}
                    autoComplete="off"
                    maxLength={500}
                  />
                </div>
              )}
            </ActionForm>
          </li>
        );
      })}
    </ul>
  );
}
