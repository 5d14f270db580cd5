import { Client, type Pool } from 'pg';
import type { Logger } from 'pino';
import { eventChannel, pageSize, publishBatch, readAfter, readHead, type PublishedEvent } from './event-log';
import type { EventSignal } from './signal';

const pollMs = 1_000;
const retryMs = 500;
/** About ten megabytes: what most reconnecting clients missed is answered from here. */
const keptInMemory = 10_000;

/** Publishes committed events and follows the log on this node. */
export interface Publisher {
  /** Told after a commit that wrote events. */
  readonly signal: EventSignal;
  /** Every event up to here was handed to the listeners of this node. */
  readonly head: number;
  /** Settles when the log's end is known and following has begun. */
  readonly ready: Promise<void>;
  /** The events after a position up to `head`; null when they reach further back than this node remembers. */
  recent(after: number): readonly PublishedEvent[] | null;
  /** Calls back with new events in order of position, each once. Answers how to stop. */
  onEvents(listener: (events: readonly PublishedEvent[]) => void): () => void;
  /** Stops once what is under way has ended. */
  close(): Promise<void>;
}

/**
 * Starts the publisher of this process on a connection of its own, so that it never waits behind requests. It is woken by
 * the signal after a commit here, by a notification from another node, and by a poll behind both. A broken connection is
 * made anew.
 */
export function createPublisher(pool: Pool, log: Logger): Publisher {
  const publisher = new LogPublisher(pool, log);
  publisher.start();
  return publisher;
}

class LogPublisher implements Publisher {
  readonly ready: Promise<void>;
  readonly signal: EventSignal;
  head = 0;

  private readonly listeners = new Set<(events: readonly PublishedEvent[]) => void>();
  private memory: PublishedEvent[] = [];
  /** The position before the first event in memory. */
  private memoryStart = 0;
  private started = false;
  private markReady: () => void = () => undefined;
  private client: Client | null = null;
  private poll: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private wanted = { publish: true, follow: true };
  private closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly log: Logger,
  ) {
    this.ready = new Promise((resolve) => (this.markReady = resolve));
    const head = () => this.head;
    this.signal = {
      wake: () => this.wake(true),
      get position() {
        return head();
      },
    };
  }

  start(): void {
    this.poll = setInterval(() => this.wake(true), pollMs);
    this.poll.unref();
    this.wake(true);
  }

  recent(after: number): readonly PublishedEvent[] | null {
    if (after < this.memoryStart) return null;
    // Positions are dense, so that the place in memory can be counted.
    return after >= this.head ? [] : this.memory.slice(after - this.memoryStart);
  }

  onEvents(listener: (events: readonly PublishedEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.poll);
    await this.running;
    await this.client?.end().catch(() => undefined);
    this.client = null;
    this.listeners.clear();
  }

  private wake(publish: boolean): void {
    if (publish) this.wanted.publish = true;
    this.wanted.follow = true;
    if (this.closed || this.running) return;
    this.running = this.run().finally(() => {
      this.running = null;
      if (this.wanted.follow && !this.closed) this.wake(false);
    });
  }

  private async run(): Promise<void> {
    try {
      while (this.wanted.follow && !this.closed) {
        const client = this.client ?? (await this.connect());
        const { publish } = this.wanted;
        this.wanted = { publish: false, follow: false };
        const published = publish ? await publishBatch(client) : 0;
        if (published === pageSize) this.wanted.publish = this.wanted.follow = true;
        await this.follow(client);
      }
    } catch (error) {
      if (this.closed) return;
      this.log.warn({ err: error }, 'event log out of reach; trying again');
      this.wanted = { publish: true, follow: true };
      await this.drop();
      await new Promise((resolve) => setTimeout(resolve, retryMs).unref());
    }
  }

  private async connect(): Promise<Client> {
    const client = new Client({ ...this.pool.options, application_name: 'linli-events', keepAlive: true });
    client.on('notification', () => this.wake(false));
    client.on('error', () => void this.drop(client));
    await client.connect();
    await client.query(`LISTEN ${eventChannel}`);
    if (!this.started) {
      this.head = this.memoryStart = await readHead(client);
      this.started = true;
      this.markReady();
    }
    this.client = client;
    return client;
  }

  private async drop(broken: Client | null = this.client): Promise<void> {
    if (broken === null) return;
    if (this.client === broken) this.client = null;
    await broken.end().catch(() => undefined);
  }

  private async follow(client: Client): Promise<void> {
    for (;;) {
      const events = await readAfter(client, this.head);
      if (events.length === 0) return;
      this.remember(events);
      this.tell(events);
      if (events.length < pageSize) return;
      // Sockets get to write between two pages.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** A listener that fails must not keep the others, or later events, from being heard. */
  private tell(events: readonly PublishedEvent[]): void {
    for (const listener of this.listeners) {
      try {
        listener(events);
      } catch (error) {
        this.log.error({ err: error }, 'events were not handled');
      }
    }
  }

  private remember(events: readonly PublishedEvent[]): void {
    this.memory.push(...events);
    this.head = events.at(-1)?.position ?? this.head;
    if (this.memory.length > keptInMemory * 1.5) {
      this.memory = this.memory.slice(-keptInMemory);
      this.memoryStart = this.head - this.memory.length;
    }
  }
}
