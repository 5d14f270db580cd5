import type { Socket } from 'socket.io';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import type { ClientToServerEvents, ServerToClientEvents } from './contract';
import { pageSize, readFeedsAfter, readOldest, type PublishedEvent } from './event-log';
import { feedName, type Feed } from '~/server/modules/audit/feeds';
import { frameFor } from './payload';
import type { Publisher } from './publisher';

export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** Packets waiting in one socket above which it hears from the log at its own pace, and below which it goes on. */
export const slowAbove = 300;
const goOnBelow = 50;
/** Positions further back than this are not replayed: the client reads everything anew. */
const longestReplay = 50_000;

export interface WatcherServices {
  readonly deps: Deps;
  readonly publisher: Publisher;
  /** Who the socket speaks for now, read anew. */
  readActor(): Promise<Actor>;
  /** Those of the feeds that are open to the actor now. */
  findOpenFeeds(actor: Actor, feeds: readonly Feed[]): Promise<ReadonlySet<Feed>>;
}

/** One feed as one socket follows it. Live: it sits in the room. Else it is read from the log, from `cursor` on. */
interface Following {
  cursor: number;
  previous: number;
  live: boolean;
}

/** What must be asked again before anything more is sent: whether the feeds are open, or first who the viewer is. */
type Check = 'nothing' | 'feeds' | 'actor';

/**
 * What one socket follows and how far it has heard. A feed that is new, was held, or fell behind is read from the log until
 * its end, and joins the room in the same turn of the event loop in which the end was reached, so that nothing is
 * missed or said twice.
 */
export class Watcher {
  private readonly followed = new Map<Feed, Following>();
  private check: Check = 'nothing';
  private running: Promise<void> | null = null;
  private closed = false;
  private unsent = 0;

  constructor(
    readonly socket: LiveSocket,
    public actor: Actor,
    private readonly services: WatcherServices,
  ) {
    socket.conn.on('packetCreate', () => (this.unsent += 1));
    socket.conn.on('flush', () => (this.unsent = 0));
  }

  get feeds(): ReadonlySet<Feed> {
    return new Set(this.followed.keys());
  }

  follows(feed: Feed): boolean {
    return this.followed.has(feed);
  }

  followsAny(test: (feed: Feed) => boolean): boolean {
    for (const feed of this.followed.keys()) if (test(feed)) return true;
    return false;
  }

  /**
   * Follows more feeds, replaying what came after `after`. Settles when they are live; answers up to where they were
   * heard, and those that are not open to the viewer.
   */
  async watch(feeds: readonly Feed[], after: number | null): Promise<{ position: number; refused: Feed[] }> {
    const cursor = after ?? this.services.publisher.head;
    for (const feed of feeds) {
      const now = this.followed.get(feed);
      // Asked again after a gap: what is live already would otherwise be heard in two places at once.
      if (now?.live) await this.socket.leave(feed);
      this.followed.set(feed, { cursor, previous: 0, live: false });
    }
    this.askAgain('actor');
    await this.catchUp();
    return {
      position: this.services.publisher.head,
      refused: feeds.filter((feed) => !this.followed.has(feed)),
    };
  }

  unwatch(feeds: readonly Feed[]): void {
    for (const feed of feeds) {
      if (this.followed.delete(feed)) void this.socket.leave(feed);
    }
  }

  /** Sends nothing after `position` until the check has been made; what then is still open is caught up from the log. */
  hold(position: number, check: Check): void {
    for (const [feed, following] of this.followed) {
      if (!following.live) continue;
      void this.socket.leave(feed);
      this.followed.set(feed, { cursor: position, previous: 0, live: false });
    }
    this.askAgain(check);
    this.catchUp().catch((error: unknown) => this.fail(error));
  }

  close(): void {
    this.closed = true;
    this.followed.clear();
  }

  private askAgain(check: Check): void {
    if (check === 'actor' || this.check === 'nothing') this.check = check;
  }

  private async catchUp(): Promise<void> {
    // Whoever finds it running may have added work after its last look; then it runs once more.
    while (!this.closed && (this.running || this.hasWork())) {
      this.running ??= this.work().finally(() => (this.running = null));
      await this.running;
    }
  }

  private hasWork(): boolean {
    if (this.check !== 'nothing') return true;
    for (const following of this.followed.values()) if (!following.live) return true;
    return false;
  }

  private async work(): Promise<void> {
    await Promise.resolve();
    while (!this.closed && this.hasWork()) {
      if (this.check !== 'nothing') await this.askWhatIsOpen();
      else if (this.waiting() > slowAbove) await this.drained();
      else await this.step();
    }
  }

  private async askWhatIsOpen(): Promise<void> {
    const check = this.check;
    this.check = 'nothing';
    if (check === 'actor') {
      const actor = await this.services.readActor();
      if (this.closed) return;
      if (hasLeft(this.actor, actor)) {
        this.close();
        this.socket.disconnect(true);
        return;
      }
      this.actor = actor;
    }
    const asked = [...this.followed.keys()];
    const open = await this.services.findOpenFeeds(this.actor, asked);
    const shut = asked.filter((feed) => !open.has(feed));
    if (shut.length === 0 || this.closed) return;
    this.unwatch(shut);
    this.socket.emit('feed:closed', { feeds: shut.map(feedName) });
  }

  /** Sends the next part of the log; joins the rooms when nothing is left of it. */
  private async step(): Promise<void> {
    const { publisher, deps } = this.services;
    const { head } = publisher;
    this.refresh((cursor) => cursor > head || head - cursor > longestReplay, head);
    const behind = this.behind();
    const from = Math.min(...behind.map(([, { cursor }]) => cursor));

    const remembered = publisher.recent(from);
    if (remembered !== null) {
      const heard = this.deliver(remembered, behind);
      if (heard < head) return;
      for (const [feed, following] of behind) {
        following.live = true;
        void this.socket.join(feed);
      }
      return;
    }

    const feeds = behind.map(([feed]) => feed);
    const [oldest, page] = await Promise.all([
      readOldest(deps.pool),
      readFeedsAfter(deps.pool, feeds, from, head),
    ]);
    if (this.closed || this.check !== 'nothing') return;
    this.refresh((cursor) => cursor < oldest - 1, head);
    const still = this.behind().filter(([feed, { cursor }]) => feeds.includes(feed) && cursor >= from);
    const heard = this.deliver(page, still);
    const whole = page.length < pageSize && heard === (page.at(-1)?.position ?? heard);
    if (whole) for (const [, following] of still) following.cursor = Math.max(following.cursor, head);
  }

  private behind(): [Feed, Following][] {
    return [...this.followed].filter(([, following]) => !following.live);
  }

  /** Tells the client to read anew the feeds whose cursor cannot be replayed from. */
  private refresh(unreachable: (cursor: number) => boolean, head: number): void {
    const lost = this.behind().filter(([, { cursor }]) => unreachable(cursor));
    if (lost.length === 0) return;
    for (const [, following] of lost) following.cursor = head;
    this.socket.emit('feed:refresh', { feeds: lost.map(([feed]) => feedName(feed)), position: head });
  }

  /** Sends events to the feeds that have not heard them, until enough packets wait. Answers the last position dealt with. */
  private deliver(events: readonly PublishedEvent[], behind: readonly [Feed, Following][]): number {
    let sent = 0;
    let heard = events.length === 0 ? this.services.publisher.head : 0;
    for (const event of events) {
      for (const [feed, following] of behind) {
        if (following.cursor >= event.position || !event.feeds.includes(feed)) continue;
        const frame = frameFor(event, feed, following.previous);
        if (!frame) continue;
        this.socket.emit('feed:event', frame);
        following.previous = event.position;
        sent += 1;
      }
      heard = event.position;
      if (sent >= slowAbove) break;
    }
    for (const [, following] of behind) following.cursor = Math.max(following.cursor, heard);
    return heard;
  }

  /** Packets that the network has not taken yet. */
  waiting(): number {
    return this.unsent;
  }

  private async drained(): Promise<void> {
    while (!this.closed && this.waiting() > goOnBelow) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** A viewer whose rights cannot be read hears nothing: the socket is closed and the client comes back. */
  fail(error: unknown): void {
    if (this.closed) return;
    this.services.deps.log.warn({ err: error }, 'socket could not be served');
    this.close();
    this.socket.conn.close();
  }
}

/**
 * Whether a viewer is no longer who they were: signed out, or without the membership under which pages were shown to them.
 * Their sockets are cut, so that every page of theirs is read anew as whoever they are now.
 */
function hasLeft(before: Actor, now: Actor): boolean {
  if (before.sessionId !== null && now.sessionId !== before.sessionId) return true;
  return before.membership !== null && now.membership?.id !== before.membership.id;
}
