import type { EventType } from '~/server/modules/audit/events';

/**
 * What a browser and the server say to each other over Socket.IO. Ids are those of the API (`need_0198…`); a feed is
 * named by its kind and the id of what it is about: `board`, `need:need_0198…`, `person:person_0198…`. `below:community_0198…`
 * says that something changed in the communities below that one, and never what.
 */

export interface ClientToServerEvents {
  /**
   * Follow feeds from now on. With `after`, first hear everything on them after that position, in order; the answer comes
   * once the last of it was sent.
   */
  'feed:watch': (request: WatchRequest, answer: (answer: WatchAnswer) => void) => void;
  /** Stop following feeds. */
  'feed:unwatch': (request: { feeds: string[] }) => void;
}

export interface ServerToClientEvents {
  /** Something happened on a feed. */
  'feed:event': (frame: FeedFrame) => void;
  /** More happened on these feeds than is replayed: read everything anew, and count from `position`. */
  'feed:refresh': (refresh: { feeds: string[]; position: number }) => void;
  /** These feeds are no longer open to this viewer. */
  'feed:closed': (closed: { feeds: string[] }) => void;
}

export interface WatchRequest {
  feeds: string[];
  /** The last position heard or read; null to start with what happens next. */
  after: number | null;
}

export type WatchAnswer =
  | {
      ok: true;
      /** Everything up to here was sent; what follows is live. */
      position: number;
      /** Feeds that do not exist or are not open to this viewer; the two look alike. */
      refused: string[];
    }
  | { ok: false; code: 'NOT_FOUND' | 'TOO_MANY_ATTEMPTS' | 'UNAVAILABLE' };

/** One event as one feed may see it. */
export interface FeedFrame {
  feed: string;
  /** Its place in the log of the whole installation. The same event on two feeds has one position. */
  position: number;
  /** The position of the event before it on this feed, 0 when there is none to miss: greater than the last one heard means a gap. */
  previous: number;
  /** Past tense, e.g. claim:confirmed. */
  type: string;
  aggregateType: string | null;
  aggregateId: string | null;
  /** Only what this feed may know; see server/realtime/payload.ts. */
  payload: Record<string, string | number | null>;
}

/** What the history may say was done; pages have words for each. */
export type HistoryAction = EventType;
