import type { Deps } from '~/server/deps';
import { findReading } from '~/server/modules/needs/queries';
import type { Actor } from '~/server/policy/actor';
import { reaches } from '~/server/policy/permissions';
import { feedClass, feedSubject, type Feed } from '~/server/modules/audit/feeds';

/**
 * Whether an actor may follow a feed, where the actor alone decides; `ask` where the database does.
 *
 * The board is everyone's. A person's feed is theirs and that of whoever acts for them; an organisation's is its members',
 * a community's the committee's that has decided to act as such, and so is that something changed below it. A need's is open to
 * whoever reads all of it, a task's to whoever is signed in and reads the task.
 */
export function judgeFeed(actor: Actor, feed: Feed): boolean | 'ask' {
  const id = feedSubject(feed);
  switch (feedClass(feed)) {
    case 'board':
      return true;
    case 'need':
      return 'ask';
    case 'task':
      return actor.personId === null ? false : 'ask';
    case 'person':
      return id !== null && (id === actor.personId || id === actor.onBehalfOfId);
    case 'organisation':
      return id !== null && id === actor.membership?.organisationId;
    case 'community':
      return reaches(actor, 'need.review', { communityId: id });
    case 'below':
      return id === actor.membership?.communityId && reaches(actor, 'need.review', { communityId: id });
    case null:
      return false;
  }
}

/** Those of the feeds that the actor may follow now. What does not exist and what is not theirs are left out alike. */
export async function findOpenFeeds(deps: Deps, actor: Actor, feeds: readonly Feed[]): Promise<Set<Feed>> {
  const open = new Set<Feed>();
  const asked: Feed[] = [];
  for (const feed of feeds) {
    const judged = judgeFeed(actor, feed);
    if (judged === true) open.add(feed);
    if (judged === 'ask') asked.push(feed);
  }
  if (asked.length === 0) return open;

  const reading = await findReading(deps, actor);
  const idsOf = (kind: 'need' | 'task') =>
    asked.flatMap((feed) => (feedClass(feed) === kind ? [feedSubject(feed) ?? ''] : []));
  const [needIds, taskIds] = [idsOf('need'), idsOf('task')];
  const [needs, tasks] = await Promise.all([
    needIds.length === 0
      ? []
      : deps.prisma.need.findMany({
          where: { AND: [{ id: { in: needIds } }, reading.whole] },
          select: { id: true },
        }),
    taskIds.length === 0
      ? []
      : deps.prisma.task.findMany({
          where: { AND: [{ id: { in: taskIds } }, reading.tasks] },
          select: { id: true },
        }),
  ]);
  for (const { id } of needs) open.add(`need:${id}`);
  for (const { id } of tasks) open.add(`task:${id}`);
  return open;
}
