import { io, type Socket } from 'socket.io-client';
import { setSocketUp } from './connection';
import { FeedPositions } from './feed-positions';
import { readStartPosition, storePosition } from './start-position';
import type { ClientToServerEvents, FeedFrame, ServerToClientEvents } from '~/server/realtime/contract';

/** Called with a frame that is news, or with null when the page must read everything anew. */
type Listener = (frame: FeedFrame | null) => void;

/** A connection that drops for a moment, as on a phone that changes cells, is not worth a word. */
const patienceMs = 3_000;
/** After the server ended the session the browser comes back as whoever it is now. */
const comeBackMs = 500;
/** How often a page that cannot be told of changes looks for them itself. */
const lookEveryMs = 30_000;

/** The tab's one socket and what its pages follow. */
class LiveConnection {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly positions = new FeedPositions(readStartPosition());
  private readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  private worry: number | undefined;

  constructor() {
    this.socket = io({
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelayMax: 5_000,
    });
    this.socket.on('connect', () => this.connected());
    this.socket.on('disconnect', (reason) => this.disconnected(reason));
    this.socket.on('connect_error', () => this.beWorried());
    this.socket.on('feed:event', (frame) => this.receive(frame));
    this.socket.on('feed:refresh', ({ feeds, position }) => {
      for (const feed of feeds) this.positions.restart(feed, position);
      this.tell(feeds, null);
    });
    this.socket.on('feed:closed', ({ feeds }) => {
      for (const feed of feeds) this.positions.forget(feed);
      this.tell(feeds, null);
    });
    window.addEventListener('pagehide', () => storePosition(this.positions.furthest));
    window.addEventListener('online', () => this.socket.connect());
    window.setInterval(() => this.lookWhileCut(), lookEveryMs);
  }

  /** Follows feeds until the returned function is called. The server decides which of them this session may follow. */
  follow(feeds: readonly string[], listener: Listener): () => void {
    const fresh = feeds.filter((feed) => !this.listeners.has(feed));
    for (const feed of feeds) this.listeners.set(feed, (this.listeners.get(feed) ?? new Set()).add(listener));
    if (this.socket.connected) this.watch(fresh, this.positions.furthest);
    return () => {
      const left = feeds.filter((feed) => {
        this.listeners.get(feed)?.delete(listener);
        return this.listeners.get(feed)?.size === 0;
      });
      for (const feed of left) {
        this.listeners.delete(feed);
        this.positions.forget(feed);
      }
      if (this.socket.connected && left.length > 0) this.socket.emit('feed:unwatch', { feeds: left });
    };
  }

  /** Connects anew, as whoever is signed in now. */
  reconnect(): void {
    this.socket.disconnect().connect();
  }

  private connected(): void {
    window.clearTimeout(this.worry);
    this.worry = undefined;
    setSocketUp(true);
    const byPosition = new Map<number | null, string[]>();
    for (const feed of this.listeners.keys()) {
      const after = this.positions.of(feed) ?? this.positions.furthest;
      byPosition.set(after, [...(byPosition.get(after) ?? []), feed]);
    }
    for (const [after, feeds] of byPosition) this.watch(feeds, after);
  }

  private disconnected(reason: Socket.DisconnectReason): void {
    if (reason === 'io client disconnect') return;
    this.beWorried();
    if (reason !== 'io server disconnect') return;
    // Signed out here or elsewhere: what the page shows may no longer be this browser's to see.
    this.tell([...this.listeners.keys()], null);
    window.setTimeout(() => this.socket.connect(), comeBackMs);
  }

  private beWorried(): void {
    this.worry ??= window.setTimeout(() => setSocketUp(false), patienceMs);
  }

  private watch(feeds: readonly string[], after: number | null): void {
    if (feeds.length === 0) return;
    this.socket.emit('feed:watch', { feeds: [...feeds], after }, (answer) => {
      if (!answer.ok) return;
      const open = feeds.filter((feed) => this.listeners.has(feed) && !answer.refused.includes(feed));
      for (const feed of open) this.positions.reach(feed, answer.position);
      // Between the page's own data and the first answer something may have happened.
      if (after === null) this.tell(open, null);
    });
  }

  private receive(frame: FeedFrame): void {
    const news = this.positions.take(frame);
    if (news === 'new') this.tell([frame.feed], frame);
    if (news === 'gap') this.watch([frame.feed], this.positions.of(frame.feed));
  }

  private lookWhileCut(): void {
    if (!this.socket.connected && navigator.onLine) this.tell([...this.listeners.keys()], null);
  }

  private tell(feeds: readonly string[], frame: FeedFrame | null): void {
    const listeners = new Set(feeds.flatMap((feed) => [...(this.listeners.get(feed) ?? [])]));
    for (const listener of listeners) listener(frame);
  }
}

let connection: LiveConnection | undefined;

/** Follows feeds until the returned function is called; opens the tab's socket when it is the first. */
export function followFeeds(feeds: readonly string[], listener: Listener): () => void {
  connection ??= new LiveConnection();
  return connection.follow(feeds, listener);
}

/** Whoever uses this tab has changed. Does nothing while no page follows anything. */
export function reconnectLive(): void {
  connection?.reconnect();
}
