import { m } from '~/generated/messages/messages';
import type { CalendarKind, ClaimState, NeedKind, PlaceKind } from '~/generated/prisma/enums';
import { encodeId } from '~/server/database/id';
import { isPrivate, statusOf } from './rules';
import type { CalendarEntry } from './write-calendar';

/** The language of what Linli says in a feed. */
export type FeedLocale = 'en' | 'zh-CN';

/** A task as a feed reads it: nobody's name, and of places what everyone may read. */
export interface FeedTask {
  readonly taskId: string;
  readonly needId: string;
  readonly claimId: string | null;
  readonly claimState: ClaimState | null;
  readonly kind: NeedKind;
  readonly placeKind: PlaceKind;
  readonly title: string;
  readonly taskTitle: string;
  readonly bring: string | null;
  readonly placeName: string | null;
  readonly community: string;
  readonly organisation: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly isCancelled: boolean;
  /** Changes of the need, and of the reader's own claims of the task, that stand in the history. */
  readonly changes: number;
  readonly changedAt: Date;
}

interface Feed {
  readonly kind: CalendarKind;
  readonly locale: FeedLocale;
  readonly publicUrl: string;
}

/** The entry that a feed shows of a task, in the feed's language. */
export function entryOf(task: FeedTask, { kind, locale, publicUrl }: Feed): CalendarEntry {
  const status = statusOf(task);
  const url = publicUrl + pathOf(task, kind);
  const more = m.calendar_entry_more({ link: url }, { locale });
  return {
    uid: `${kind}-${task.taskId}@linli`,
    sequence: task.changes,
    changedAt: task.changedAt,
    startsAt: task.startsAt,
    endsAt: task.endsAt,
    summary: summaryOf(task, status, locale),
    description: isPrivate(task)
      ? more
      : [task.organisation, bringOf(task, kind, locale), more].filter((line) => line !== null).join('\n'),
    location:
      isPrivate(task) || task.placeName === null
        ? task.community
        : m.public_place_in({ place: task.placeName, community: task.community }, { locale }),
    url,
    status,
    isBusy: kind === 'person' && status === 'CONFIRMED',
  };
}

/** Said in the title too, since some programs show nothing of an entry's status. */
function summaryOf(task: FeedTask, status: CalendarEntry['status'], locale: FeedLocale): string {
  const title = titleOf(task, locale);
  if (status === 'CANCELLED') return m.calendar_entry_cancelled({ title }, { locale });
  return status === 'TENTATIVE' ? m.calendar_entry_waiting({ title }, { locale }) : title;
}

function titleOf(task: FeedTask, locale: FeedLocale): string {
  if (task.placeKind === 'private_home') return m.calendar_entry_home({}, { locale });
  if (isPrivate(task)) return m.calendar_entry_help({}, { locale });
  return task.taskTitle === task.title ? task.title : `${task.taskTitle} · ${task.title}`;
}

const bringOf = ({ bring }: FeedTask, kind: CalendarKind, locale: FeedLocale): string | null =>
  bring && kind === 'person' ? `${m.public_need_bring({}, { locale })} ${bring}` : null;

/** Where its reader sees the rest, after signing in where that is needed. */
function pathOf({ needId, taskId, claimId, placeKind }: FeedTask, kind: CalendarKind): string {
  if (kind === 'organisation') return `/organisation/tasks/${encodeId('Task', taskId)}/roster`;
  if (placeKind === 'private_home' && claimId) return `/visits/${encodeId('Claim', claimId)}`;
  return `/needs/${encodeId('Need', needId)}`;
}
