import type { PlaceKind } from '~/generated/prisma/enums';
import { m } from '~/generated/messages/messages';

interface Served {
  readonly placeKind: PlaceKind;
  /** What was asked for, in the words it was published with. */
  readonly title: string;
  readonly category: { readonly nameEn: string; readonly nameZh: string } | null;
}

/**
 * The name and the content of an activity as records and certificates give them. Of help in a private home they say the kind of
 * service only, in the language of the request: a certificate goes to schools and employers, and what somebody needed help with is
 * not theirs to read.
 */
export function recordWords(need: Served, taskTitle: string): { activityName: string; content: string } {
  if (need.placeKind !== 'private_home') return { activityName: need.title, content: taskTitle };
  const locale = /\p{Script=Han}/u.test(need.title) ? 'zh-CN' : 'en';
  const activityName = m.hours_help_at_home({}, { locale });
  const kind = locale === 'zh-CN' ? need.category?.nameZh : need.category?.nameEn;
  return { activityName, content: kind ?? activityName };
}
