/** Gathers what happens together before the page asks for its data again. */
const gatherMs = 100;
/** Many pages hear of the same change: they spread their questions over this time. */
const spreadMs = 150;
/** However much happens, the page asks no more often than this. */
const atMostEveryMs = 700;

interface Timing {
  now(): number;
  random(): number;
  later(work: () => void, milliseconds: number): () => void;
  /** Whether anybody looks at the page. */
  isVisible(): boolean;
}

const browser: Timing = {
  now: () => performance.now(),
  random: Math.random,
  later(work, milliseconds) {
    const timer = window.setTimeout(work, milliseconds);
    return () => window.clearTimeout(timer);
  },
  isVisible: () => document.visibilityState === 'visible',
};

/** Asks for the page's data after changes: soon, but not for each of them, and not while nobody looks. */
export class Refresher {
  private cancel: (() => void) | null = null;
  private last = -Infinity;
  private owed = false;

  constructor(
    private readonly refresh: () => void,
    private readonly timing: Timing = browser,
  ) {}

  /** Something changed. */
  ask(): void {
    if (!this.timing.isVisible()) {
      this.owed = true;
      return;
    }
    if (this.cancel) return;
    const { now, random, later } = this.timing;
    const wait = Math.max(gatherMs + random() * spreadMs, this.last + atMostEveryMs - now());
    this.cancel = later(() => {
      this.cancel = null;
      this.last = now();
      this.refresh();
    }, wait);
  }

  /** The page came into view. */
  show(): void {
    if (!this.owed) return;
    this.owed = false;
    this.ask();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }
}
