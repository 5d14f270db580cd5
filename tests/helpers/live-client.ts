import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServerEvents,
  FeedFrame,
  ServerToClientEvents,
  WatchAnswer,
} from '~/server/realtime/contract';
import { waitFor } from './wait-for';

/** A browser's socket that writes down what it hears. */
export class LiveClient {
  readonly frames: FeedFrame[] = [];
  readonly refreshed: string[] = [];
  readonly closedFeeds: string[] = [];
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  ended: string | null = null;

  constructor(
    url: string,
    {
      cookie,
      origin,
      transports = ['websocket'],
    }: { cookie?: string; origin?: string; transports?: ('websocket' | 'polling')[] } = {},
  ) {
    this.socket = io(url, {
      transports,
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      extraHeaders: { ...(cookie ? { cookie } : {}), ...(origin ? { origin } : {}) },
    });
    this.socket.on('feed:event', (frame) => this.frames.push(frame));
    this.socket.on('feed:refresh', ({ feeds }) => this.refreshed.push(...feeds));
    this.socket.on('feed:closed', ({ feeds }) => this.closedFeeds.push(...feeds));
    this.socket.on('disconnect', (reason) => (this.ended = reason));
  }

  watch(feeds: string[], after: number | null = null): Promise<WatchAnswer> {
    return new Promise((resolve) => this.socket.emit('feed:watch', { feeds, after }, resolve));
  }

  /** Watches and answers from where it is live; throws when refused. */
  async follow(feeds: string[], after: number | null = null): Promise<number> {
    const answer = await this.watch(feeds, after);
    if (!answer.ok) throw new Error(answer.code);
    return answer.position;
  }

  get positions(): number[] {
    return this.frames.map((frame) => frame.position);
  }

  heard(count: number): Promise<void> {
    return waitFor(() => this.frames.length >= count, `${count} frames; heard ${this.frames.length}`);
  }

  close(): void {
    this.socket.disconnect();
  }
}
