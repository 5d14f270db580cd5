import { formatFromNow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** When to ring back, as a distance: "due in 3 hours", "2 days late". */
export function callBackWords(callBackAt: string, now: string): { text: string; late: boolean } {
  const late = callBackAt < now;
  if (!late) return { text: m.committee_intake_call_due({ when: formatFromNow(callBackAt, now) }), late };
  const minutes = Math.max(1, Math.floor((Date.parse(now) - Date.parse(callBackAt)) / 60_000));
  if (minutes < 60) return { text: m.committee_intake_late_minutes({ count: minutes }), late };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { text: m.committee_intake_late_hours({ count: hours }), late };
  return { text: m.committee_intake_late_days({ count: Math.floor(hours / 24) }), late };
}
