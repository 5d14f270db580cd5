import { io, type Socket } from 'socket.io-client';
import { setSocketUp } from './connection';
import type { ClientToServerEvents, FeedFrame, ServerToClientEvents } from '~/server/realtime/contract';

/** Called with a frame, or with null when events may have been missed and the page must read everything anew. */
type Listener = (frame: FeedFrame | null) => void;

const watchers = new Map<string, Set<Listener>>();
/** The last position heard on each feed; null until the server has said where its log stands. */
const positions = new Map<string, number | null>();
let socket: Socket<ServerToClientEvents, ClientToServerEvents> | undefined;

function open() {
  if (socket) return socket;
  socket = io({ transports: ['websocket', 'polling'] });
  socket.on('connect', () => {
    setSocketUp(true);
    resume();
  });
  socket.on('disconnect', (reason) => setSocketUp(reason === 'io client disconnect'));
  socket.on('feed:event', receive);
  socket.on('feed:refresh', ({ feeds, position }) => lookAgain(feeds, position));
  socket.on('feed:closed', ({ feeds }) => lookAgain(feeds, null));
  return socket;
}

/** Asks for what was missed on every feed, from where this page stopped hearing. */
function resume(): void {
  const byPosition = new Map<number | null, string[]>();
  for (const feed of watchers.keys()) {
    const after = positions.get(feed) ?? null;
    byPosition.set(after, [...(byPosition.get(after) ?? []), feed]);
  }
  for (const [after, feeds] of byPosition) watch(feeds, after);
}

function watch(feeds: string[], after: number | null): void {
  socket?.emit('feed:watch', { feeds, after }, (answer) => {
    if (!answer.ok) return;
    for (const feed of feeds) if (!answer.refused.includes(feed)) positions.set(feed, answer.position);
    // Between the page's own data and the first answer something may have happened.
    if (after === null) tell(feeds, null);
  });
}

function receive(frame: FeedFrame): void {
  const heard = positions.get(frame.feed) ?? null;
  if (heard !== null && frame.position <= heard) return;
  const isGap = heard !== null && frame.previous > heard;
  positions.set(frame.feed, frame.position);
  tell([frame.feed], isGap ? null : frame);
}

function lookAgain(feeds: readonly string[], position: number | null): void {
  for (const feed of feeds) positions.set(feed, position);
  tell(feeds, null);
}

function tell(feeds: readonly string[], frame: FeedFrame | null): void {
  const listeners = new Set(feeds.flatMap((feed) => [...(watchers.get(feed) ?? [])]));
  for (const listener of listeners) listener(frame);
}

/** Follows feeds until the returned function is called. The server decides which of them this session may follow. */
export function watchFeeds(feeds: readonly string[], listener: Listener): () => void {
  const connection = open();
  const fresh = feeds.filter((feed) => !watchers.has(feed));
  for (const feed of feeds) watchers.set(feed, (watchers.get(feed) ?? new Set()).add(listener));
  if (connection.connected && fresh.length > 0) watch(fresh, null);
  return () => {
    const left = feeds.filter((feed) => {
      watchers.get(feed)?.delete(listener);
      return watchers.get(feed)?.size === 0;
    });
    for (const feed of left) {
      watchers.delete(feed);
      positions.delete(feed);
    }
    if (connection.connected && left.length > 0) connection.emit('feed:unwatch', { feeds: left });
  };
}
