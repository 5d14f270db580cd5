import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Deps } from '~/server/deps';
import { findLiveSessions } from '~/server/modules/identity/find-live-sessions';
import { readActor } from '~/server/modules/identity/read-actor';
import { tokenFromCookies } from '~/server/modules/identity/session-cookie';
import { idsOfActor, type Actor } from '~/server/policy/actor';
import { chooseBus, type BusOptions } from './adapter';
import { ConnectionCount, defaultSocketLimits, MinuteBudget, type SocketLimits } from './connection-count';
import type { ClientToServerEvents, ServerToClientEvents, WatchAnswer } from './contract';
import type { PublishedEvent } from './event-log';
import { feedName, parseFeedName, type Feed } from '~/server/modules/audit/feeds';
import { isOwnOrigin } from './origin';
import { frameFor } from './payload';
import type { Publisher } from './publisher';
import { findOpenFeeds } from './rooms';
import { isTouched } from './touched';
import { slowAbove, Watcher, type LiveSocket } from './watcher';

const sweepMs = 30_000;

export interface SocketOptions extends BusOptions {
  readonly limits?: Partial<SocketLimits>;
  /** The address a caller is counted by; behind a proxy the socket's own would be the proxy's. */
  readonly clientAddress?: (request: IncomingMessage) => string;
}

/** The sockets of this node. */
export interface Sockets {
  readonly count: number;
  /** Closes every socket; clients come back to another node or to this one after its restart. */
  close(): Promise<void>;
}

/**
 * Opens Socket.IO on an HTTP server: WebSocket first, no compression, own origin only, the session cookie of the pages.
 * Follows the publisher's log and sends each event to the sockets of this node that may hear it.
 */
export async function attachSockets(
  server: HttpServer,
  deps: Deps,
  publisher: Publisher,
  options: SocketOptions = {},
): Promise<Sockets> {
  const bus = await chooseBus(deps.pool, deps.log, options);
  const sockets = new NodeSockets(server, deps, publisher, options);
  if (bus) sockets.io.adapter(bus.adapter);
  sockets.open();
  await publisher.ready;
  return {
    get count() {
      return sockets.count;
    },
    async close() {
      await sockets.close();
      bus?.close();
    },
  };
}

class NodeSockets {
  readonly io: Server<ClientToServerEvents, ServerToClientEvents>;
  private readonly limits: SocketLimits;
  private readonly open_ = new ConnectionCount();
  private readonly watchers = new Map<string, Watcher>();
  /** The last position sent to each room of this node. */
  private readonly lastOnFeed = new Map<string, number>();
  /** What strangers may follow is the same for all of them: asked once for each state of the log. */
  private readonly askedForStrangers = new Map<string, Promise<ReadonlySet<Feed>>>();
  private stopFollowing: () => void = () => undefined;
  private sweep: NodeJS.Timeout | undefined;

  constructor(
    server: HttpServer,
    private readonly deps: Deps,
    private readonly publisher: Publisher,
    private readonly options: SocketOptions,
  ) {
    this.limits = { ...defaultSocketLimits, ...options.limits };
    this.io = new Server(server, {
      serveClient: false,
      transports: ['websocket', 'polling'],
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: 64 * 1024,
      cleanupEmptyChildNamespaces: true,
      allowRequest: (request, decide) => decide(null, isOwnOrigin(request, deps.settings.publicUrl)),
    });
  }

  get count(): number {
    return this.watchers.size;
  }

  open(): void {
    const { io } = this;
    io.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error('UNAVAILABLE')),
      );
    });
    io.on('connection', (socket) => this.serve(socket));
    io.of('/').adapter.on('delete-room', (room: string) => this.lastOnFeed.delete(room));
    this.stopFollowing = this.publisher.onEvents((events) => this.emit(events));
    this.sweep = setInterval(() => {
      this.recheckSessions().catch((error: unknown) =>
        this.deps.log.warn({ err: error }, 'sessions not rechecked'),
      );
    }, sweepMs);
    this.sweep.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.sweep);
    this.stopFollowing();
    for (const watcher of this.watchers.values()) watcher.close();
    // The HTTP server is not ours to close; closing the engine makes clients reconnect.
    await this.io.of('/').adapter.close();
    this.io.engine.close();
  }

  private readActorOf(socket: LiveSocket): Promise<Actor> {
    const { deps } = this;
    return readActor(deps, tokenFromCookies(socket.handshake.headers.cookie, deps.settings), 'web');
  }

  /** Reads who it is and counts it, or throws the code that the client is told. */
  private async admit(socket: LiveSocket): Promise<void> {
    const address = this.options.clientAddress?.(socket.request) ?? socket.handshake.address;
    const keys = [`address ${address}`];
    if (this.watchers.size >= this.limits.total || this.open_.of(keys[0] ?? '') >= this.limits.perAddress) {
      throw new Error('TOO_MANY_ATTEMPTS');
    }
    const actor = await this.readActorOf(socket).catch((error: unknown) => {
      this.deps.log.warn({ err: error }, 'socket not admitted');
      throw new Error('UNAVAILABLE');
    });
    if (actor.sessionId !== null) {
      keys.push(`session ${actor.sessionId}`);
      if (this.open_.of(keys[1] ?? '') >= this.limits.perSession) throw new Error('TOO_MANY_ATTEMPTS');
    }
    socket.data = { actor, keys } satisfies { actor: Actor; keys: string[] };
  }

  private serve(socket: LiveSocket): void {
    const { actor, keys } = socket.data as { actor: Actor; keys: string[] };
    for (const key of keys) this.open_.add(key);
    const watcher = new Watcher(socket, actor, {
      deps: this.deps,
      publisher: this.publisher,
      readActor: () => this.readActorOf(socket),
      findOpenFeeds: (who, feeds) => this.findOpenFeeds(who, feeds),
    });
    this.watchers.set(socket.id, watcher);
    const budget = new MinuteBudget(this.limits.watchesPerMinute);

    socket.on('feed:watch', (request, answer) => {
      if (typeof answer !== 'function') return;
      this.watch(watcher, budget, request).then(answer, (error: unknown) => {
        answer({ ok: false, code: 'UNAVAILABLE' });
        watcher.fail(error);
      });
    });
    socket.on('feed:unwatch', (request) => watcher.unwatch(readFeeds(request)?.feeds ?? []));
    socket.on('disconnect', () => {
      watcher.close();
      this.watchers.delete(socket.id);
      for (const key of keys) this.open_.remove(key);
    });
  }

  private async watch(watcher: Watcher, budget: MinuteBudget, request: unknown): Promise<WatchAnswer> {
    if (!budget.take()) return { ok: false, code: 'TOO_MANY_ATTEMPTS' };
    const read = readFeeds(request);
    if (read === null || read.after === undefined) return { ok: false, code: 'NOT_FOUND' };
    if (new Set([...watcher.feeds, ...read.feeds]).size > this.limits.feeds) {
      return { ok: false, code: 'TOO_MANY_ATTEMPTS' };
    }
    const { position, refused } = await watcher.watch(read.feeds, read.after);
    if (refused.length > 0) this.tellRefused(watcher.actor, refused);
    if (refused.length === read.feeds.length) return { ok: false, code: 'NOT_FOUND' };
    return { ok: true, position, refused: [...refused.map(feedName), ...read.unknown] };
  }

  /** Whoever asks for a feed that is not theirs stands in the log, as with the API. */
  private tellRefused(actor: Actor, refused: readonly Feed[]): void {
    const asked = { operation: 'feed:watch', reason: 'NOT_FOUND', ids: refused.map(feedName) };
    this.deps.log.info({ ...asked, ...idsOfActor(actor) }, 'refused access');
  }

  private findOpenFeeds(actor: Actor, feeds: readonly Feed[]): Promise<ReadonlySet<Feed>> {
    if (actor.personId !== null) return findOpenFeeds(this.deps, actor, feeds);
    const key = `${this.publisher.head} ${feeds.join(' ')}`;
    let asked = this.askedForStrangers.get(key);
    if (!asked) {
      asked = findOpenFeeds(this.deps, actor, feeds).finally(() => this.askedForStrangers.delete(key));
      this.askedForStrangers.set(key, asked);
    }
    return asked;
  }

  /** Sends new events to this node's rooms, in order. Whoever an event may shut out is held before it is sent. */
  private emit(events: readonly PublishedEvent[]): void {
    const { rooms } = this.io.of('/').adapter;
    for (const event of events) {
      for (const watcher of this.watchers.values()) {
        const check = isTouched(event, watcher);
        if (check) watcher.hold(event.position - 1, check);
      }
      for (const feed of event.feeds as readonly Feed[]) {
        if (!rooms.has(feed)) continue;
        const frame = frameFor(event, feed, this.lastOnFeed.get(feed) ?? 0);
        if (!frame) continue;
        this.io.local.to(feed).emit('feed:event', frame);
        this.lastOnFeed.set(feed, event.position);
      }
    }
    for (const watcher of this.watchers.values()) {
      if (watcher.waiting() > slowAbove) watcher.hold(this.publisher.head, 'nothing');
    }
  }

  /** Behind the events: finds sessions that ended without one, by expiry above all. */
  private async recheckSessions(): Promise<void> {
    const signedIn = [...this.watchers.values()].filter(({ actor }) => actor.sessionId !== null);
    const live = await findLiveSessions(this.deps, [
      ...new Set(signedIn.map(({ actor }) => actor.sessionId ?? '')),
    ]);
    for (const watcher of signedIn) {
      const { sessionId, onBehalfOfId } = watcher.actor;
      if (onBehalfOfId !== null || !live.has(sessionId ?? '')) watcher.hold(this.publisher.head, 'actor');
    }
  }
}

/** Reads what a client sent, which may be anything; null when it is no list of feeds. */
function readFeeds(
  request: unknown,
): { feeds: Feed[]; unknown: string[]; after: number | null | undefined } | null {
  if (typeof request !== 'object' || request === null) return null;
  const { feeds: names, after } = request as { feeds?: unknown; after?: unknown };
  if (!Array.isArray(names) || names.length === 0 || names.length > 200) return null;
  const feeds = new Set<Feed>();
  const unknown: string[] = [];
  for (const name of names as unknown[]) {
    const feed = parseFeedName(name);
    if (feed) feeds.add(feed);
    else if (typeof name === 'string') unknown.push(name.slice(0, 100));
  }
  const position =
    after === null || (Number.isSafeInteger(after) && Number(after) >= 0)
      ? (after as number | null)
      : undefined;
  return feeds.size === 0 ? null : { feeds: [...feeds], unknown, after: position };
}
