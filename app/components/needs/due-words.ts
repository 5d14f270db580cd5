import { m } from '~/generated/messages/messages';

/** How long something has until it is due, in the largest unit that fits; `now` is told by the server. */
export function dueWords(dueAt: string, now: string): { text: string; late: boolean } {
  const late = dueAt < now;
  const minutes = Math.max(1, Math.floor(Math.abs(Date.parse(dueAt) - Date.parse(now)) / 60_000));
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 60)
    return { late, text: (late ? m.standards_late_minutes : m.standards_left_minutes)({ count: minutes }) };
  if (hours < 48)
    return { late, text: (late ? m.standards_late_hours : m.standards_left_hours)({ count: hours }) };
  return { late, text: (late ? m.standards_late_days : m.standards_left_days)({ count: days }) };
}
