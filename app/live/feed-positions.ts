/** What of a frame decides whether it is news. */
interface Place {
  feed: string;
  position: number;
  previous: number;
}

/** How far each followed feed has been heard. */
export class FeedPositions {
  private readonly heard = new Map<string, number>();
  /** The furthest position heard on any feed: a feed that is followed from now on is asked for from here. */
  furthest: number | null;

  constructor(start: number | null) {
    this.furthest = start;
  }

  of(feed: string): number | null {
    return this.heard.get(feed) ?? null;
  }

  /** Everything on this feed up to the position is known. */
  reach(feed: string, position: number): void {
    this.heard.set(feed, Math.max(position, this.heard.get(feed) ?? 0));
    this.furthest = Math.max(position, this.furthest ?? 0);
  }

  /** The log began anew, or more was missed than it keeps: counts from here, even backwards. */
  restart(feed: string, position: number): void {
    this.heard.set(feed, position);
    this.furthest = position;
  }

  forget(feed: string): void {
    this.heard.delete(feed);
  }

  /**
   * Takes a frame: `new`, `seen` when it was heard before, or `gap` when another one is missing before it; then the feed
   * is to be asked for again from where it was heard, and this frame with it.
   */
  take({ feed, position, previous }: Place): 'new' | 'seen' | 'gap' {
    const heard = this.heard.get(feed);
    if (heard !== undefined && position <= heard) return 'seen';
    if (heard !== undefined && previous > heard) return 'gap';
    this.reach(feed, position);
    return 'new';
  }
}
