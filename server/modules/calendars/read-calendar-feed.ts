import { m } from '~/generated/messages/messages';
import type { CalendarKind } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { countAttempt } from '~/server/modules/identity/attempts';
import { anonymous, type Actor } from '~/server/policy/actor';
import { may } from '~/server/policy/permissions';
import { entryOf, type FeedLocale } from './entry-of';
import { hashFeedToken, isFeedToken } from './feed-token';
import { findFeedTasks } from './find-feed-tasks';
import { actionOf, touchIntervalMs } from './rules';
import { writeCalendar } from './write-calendar';

/**
 * The calendar behind a feed's secret, as RFC 5545 has it; null for one that is unknown, was revoked, or whose maker may not read it
 * any more: what they may is asked anew at each reading. Counted by feed, and by network address where there is none.
 */
export async function readCalendarFeed(
  deps: Deps,
  token: string,
  clientAddress: string,
): Promise<string | null> {
  const feed = isFeedToken(token) ? await findLiveFeed(deps, token) : null;
  if (!feed) {
    await countAttempt(deps, 'calendar_refused', clientAddress);
    return null;
  }
  await countAttempt(deps, 'calendar_read', feed.id);
  const { kind, locale, actor } = feed;
  const tasks = await findFeedTasks(deps, actor, kind);
  await touch(deps, feed.id);
  const { publicUrl } = deps.settings;
  return writeCalendar({
    name: nameOf(feed),
    entries: tasks.map((task) => entryOf(task, { kind, locale, publicUrl })),
  });
}

interface LiveFeed {
  readonly id: string;
  readonly kind: CalendarKind;
  readonly locale: FeedLocale;
  /** Whoever made it, under the role they made it in. */
  readonly actor: Actor;
  /** The unit's name, or the community's; null for one's own tasks. */
  readonly of: string | null;
}

async function findLiveFeed(deps: Pick<Deps, 'prisma'>, token: string): Promise<LiveFeed | null> {
  const feed = await deps.prisma.calendarFeed.findUnique({
    where: { tokenHash: hashFeedToken(token) },
    include: {
      account: { select: { disabledAt: true } },
      person: { select: { status: true, mergedIntoId: true } },
      membership: {
        include: {
          organisation: {
            select: { id: true, name: true, status: true, committeeOf: { select: { id: true, name: true } } },
          },
        },
      },
    },
  });
  if (!feed || feed.revokedAt !== null || feed.account.disabledAt !== null) return null;
  if (feed.person.status === 'erased' || feed.person.mergedIntoId !== null) return null;
  const { membership, kind } = feed;
  const unit = membership?.endedAt === null ? membership.organisation : null;
  const community = unit?.committeeOf ?? null;
  const actor: Actor = {
    ...anonymous('api'),
    accountId: feed.accountId,
    personId: feed.personId,
    membership:
      membership && unit
        ? {
            id: membership.id,
            role: membership.role,
            organisationId: unit.id,
            organisationVerified: unit.status === 'verified',
            communityId: community?.id ?? null,
            communityIds: community ? [community.id] : [],
          }
        : null,
  };
  if (!may(actor, actionOf[kind])) return null;
  const of = kind === 'person' ? null : ((kind === 'community' ? community : unit)?.name ?? null);
  const locale = feed.locale === 'en' ? 'en' : 'zh-CN';
  return { id: feed.id, kind, locale, actor, of };
}

const nameOf = ({ of, locale }: LiveFeed): string =>
  of === null ? m.calendar_name_person({}, { locale }) : m.calendar_name_unit({ name: of }, { locale });

async function touch(deps: Pick<Deps, 'prisma' | 'clock'>, id: string): Promise<void> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - touchIntervalMs);
  await deps.prisma.calendarFeed.updateMany({
    where: { id, OR: [{ lastReadAt: null }, { lastReadAt: { lte: before } }] },
    data: { lastReadAt: now },
  });
}
