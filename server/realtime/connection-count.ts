/** How much one node and one caller may hold open. */
export interface SocketLimits {
  /** Sockets of this node. */
  readonly total: number;
  /** Sockets of one network address, which a whole community centre may share. */
  readonly perAddress: number;
  /** Sockets of one session: its tabs. */
  readonly perSession: number;
  /** Feeds that one socket follows at a time. */
  readonly feeds: number;
  /** Calls of `feed:watch` by one socket in a minute. */
  readonly watchesPerMinute: number;
}

export const defaultSocketLimits: SocketLimits = {
  total: 20_000,
  perAddress: 1_000,
  perSession: 40,
  feeds: 60,
  watchesPerMinute: 120,
};

/** Counts what is open by key, and forgets a key when its last one closes. */
export class ConnectionCount {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  add(key: string): void {
    this.counts.set(key, this.of(key) + 1);
  }

  remove(key: string): void {
    const left = this.of(key) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }
}

/** At most so many calls in any minute, counted from the first. */
export class MinuteBudget {
  private used = 0;
  private since = -Infinity;

  constructor(private readonly limit: number) {}

  /** Takes one; false when the minute's are used up. */
  take(now = performance.now()): boolean {
    if (now - this.since > 60_000) {
      this.since = now;
      this.used = 0;
    }
    this.used += 1;
    return this.used <= this.limit;
  }
}
