import { decodeId, encodeId, nilId, type EntityType } from '~/server/database/id';
import type { Feed } from './record-change';

export type { Feed };

/** What a feed is about; decides who may follow it and what it may say. */
export type FeedClass = 'board' | 'need' | 'task' | 'person' | 'organisation' | 'community' | 'below';

const entities = {
  need: 'Need',
  task: 'Task',
  person: 'Person',
  organisation: 'Organisation',
  community: 'Community',
  below: 'Community',
} as const satisfies Record<Exclude<FeedClass, 'board'>, EntityType>;

const isEntityClass = (text: string): text is keyof typeof entities => Object.hasOwn(entities, text);

/** The class of a feed as the log names it; null for one that nobody can follow. */
export function feedClass(feed: string): FeedClass | null {
  if (feed === 'board') return 'board';
  const [kind = ''] = feed.split(':', 1);
  return isEntityClass(kind) ? kind : null;
}

/** The UUID in a feed's name; null for the board. */
export function feedSubject(feed: Feed): string | null {
  return feed === 'board' ? null : feed.slice(feed.indexOf(':') + 1);
}

/** The name a client uses, e.g. `need:need_0198…`, for a feed of the log, e.g. `need:0198…`. */
export function feedName(feed: Feed): string {
  const id = feedSubject(feed);
  const kind = feedClass(feed);
  return id === null || kind === null || kind === 'board' ? feed : `${kind}:${encodeId(entities[kind], id)}`;
}

/** The feed of the log that a client names; null when it names none. */
export function parseFeedName(name: unknown): Feed | null {
  if (typeof name !== 'string' || name.length > 100) return null;
  if (name === 'board') return 'board';
  const at = name.indexOf(':');
  const kind = name.slice(0, at);
  if (at < 0 || !isEntityClass(kind)) return null;
  const id = decodeId(entities[kind], name.slice(at + 1));
  return id === nilId ? null : `${kind}:${id}`;
}
