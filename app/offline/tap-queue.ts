import { isConnected, subscribeConnection } from '~/app/live/connection';
import { forgetAll } from './forget';
import { keptBy, noteKeptBy, personOf } from './kept-by';
import { askServerTime, serverTime, setServerTime } from './server-clock';
import { addTap, changeTap, readTaps, removeTap, type StoredTap } from './tap-store';
import { localClaim, type Tap } from './taps';

/** How long an answer may take before the network counts as gone. */
const patienceMs = 15_000;
const [firstWaitMs, longestWaitMs] = [2_000, 30_000];

/** What stops the queue, apart from the network. */
export type Stopped = 'signed-out' | 'other-role' | null;

export interface QueueState {
  /** What waits, or was refused and not read yet, in the order in which it was done. */
  readonly taps: readonly StoredTap[];
  /** Accepted, and shown until the page has been loaded anew. */
  readonly accepted: readonly StoredTap[];
  readonly sending: boolean;
  readonly stopped: Stopped;
  /** How many had not been sent when the session turned out to have ended. */
  readonly lost: number;
}

export const emptyQueue: QueueState = { taps: [], accepted: [], sending: false, stopped: null, lost: 0 };

/** What is known of an act when it is made; the rest the queue adds. */
export type NewTap = Pick<Tap, 'task' | 'kind'> & Partial<Tap>;

/** Acts on rosters that are kept on this device and sent in order, each under its key. One for the tab. */
class TapQueue {
  private state: QueueState = emptyQueue;
  private readonly listeners = new Set<() => void>();
  private timer: number | undefined;
  private waitMs = firstWaitMs;
  private who = '';
  private unsubscribe = (): void => undefined;
  /** What may be done once something was accepted: load the page anew. */
  onAccepted: () => Promise<void> = () => Promise.resolve();

  readonly read = (): QueueState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes up what is kept for whoever is signed in; what somebody else left here is deleted. False where nothing can be kept. */
  async open(who: string): Promise<boolean> {
    this.who = who;
    const before = keptBy();
    if (before !== null && personOf(before) !== personOf(who)) await forgetAll();
    if (navigator.onLine) await askServerTime();
    try {
      const taps = (await readTaps()).filter(({ by }) => personOf(by) === personOf(who));
      this.change({ taps, accepted: [], stopped: null });
    } catch {
      return false;
    }
    this.unsubscribe();
    this.unsubscribe = subscribeConnection(() => {
      if (isConnected()) this.sendAtOnce();
    });
    void this.send();
    return true;
  }

  close(): void {
    this.unsubscribe();
    this.stopWaiting();
  }

  /** Keeps an act, with its time and key, and sends it as soon as that is possible. */
  async add(tap: NewTap): Promise<void> {
    const whole: Tap = {
      claim: null,
      breakMinutes: 0,
      name: '',
      memberNumber: '',
      birthDate: '',
      ...tap,
      refusal: null,
      key: newKey(),
      by: this.who,
      at: serverTime().toISOString(),
    };
    noteKeptBy(this.who);
    const stored = await addTap(whole);
    this.change({ taps: [...this.state.taps, stored] });
    void this.send();
  }

  /** Takes away what still waits, and what was to happen to somebody who is then not here; or what was refused, once it was read. */
  async drop(key: string): Promise<void> {
    const gone = this.state.taps.filter((tap) => tap.key === key || tap.claim === localClaim(key));
    for (const { number } of gone) await removeTap(number);
    this.change({ taps: this.state.taps.filter((tap) => !gone.includes(tap)) });
  }

  /** Sends what waits, in order, one after another; of several tabs one does. */
  readonly send = async (): Promise<void> => {
    this.stopWaiting();
    if (this.state.sending || !navigator.onLine || !this.next()) return;
    this.change({ sending: true });
    try {
      if ('locks' in navigator) await navigator.locks.request('linli-taps', () => this.sendAll());
      else await this.sendAll();
    } finally {
      this.change({ sending: false });
    }
    void this.showAccepted();
    // Made while the last answer came in.
    if (this.timer === undefined) void this.send();
  };

  /** The network is back, as far as one can see. */
  private sendAtOnce(): void {
    this.waitMs = firstWaitMs;
    void this.send();
  }

  private stopWaiting(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async sendAll(): Promise<void> {
    // Another tab may have sent some meanwhile.
    const left = new Set((await readTaps()).map(({ number }) => number));
    this.change({ taps: this.state.taps.filter(({ number }) => left.has(number)) });
    for (let tap = this.next(); tap; tap = this.next()) {
      const isThrough = await this.sendOne(tap);
      if (!isThrough) break;
      this.waitMs = firstWaitMs;
    }
  }

  /** What was accepted stays on the page as it was until the page says so itself. */
  private async showAccepted(): Promise<void> {
    const { accepted } = this.state;
    if (accepted.length === 0) return;
    await this.onAccepted();
    this.change({ accepted: this.state.accepted.filter((tap) => !accepted.includes(tap)) });
  }

  private next(): StoredTap | undefined {
    if (this.state.stopped) return undefined;
    return this.state.taps.find(({ refusal, by }) => refusal === null && by === this.who);
  }

  /** Whether the server has answered for good, so that the next one may follow. */
  private async sendOne(tap: StoredTap): Promise<boolean> {
    const answer = await post(tap);
    if (answer.is === 'later') {
      this.timer = window.setTimeout(this.send, this.waitMs);
      this.waitMs = Math.min(2 * this.waitMs, longestWaitMs);
      return false;
    }
    if (answer.is === 'signed-out') {
      const lost = this.state.taps.filter(({ refusal }) => refusal === null).length;
      this.change({ taps: [], stopped: 'signed-out', lost });
      await forgetAll();
      return false;
    }
    if (answer.is === 'other-role') {
      this.change({ stopped: 'other-role' });
      return false;
    }
    if ('message' in answer) await this.refuse(tap, answer.message);
    else if ('claim' in answer) await this.accept(tap, answer.claim);
    return true;
  }

  private async accept(tap: StoredTap, claim: string): Promise<void> {
    await removeTap(tap.number);
    const rest = this.state.taps.filter(({ number }) => number !== tap.number);
    // Whoever walked in has a claim now: what was done to them afterwards is about that.
    const taps = rest.map((each) => (each.claim === localClaim(tap.key) ? { ...each, claim } : each));
    for (const each of taps) if (!rest.includes(each)) await changeTap(each);
    this.change({ taps, accepted: [...this.state.accepted, tap] });
  }

  private async refuse(tap: StoredTap, refusal: string): Promise<void> {
    const taps = this.state.taps.map((each) =>
      each.number === tap.number || each.claim === localClaim(tap.key) ? { ...each, refusal } : each,
    );
    for (const each of taps) if (!this.state.taps.includes(each)) await changeTap(each);
    this.change({ taps });
  }

  private change(part: Partial<QueueState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}

type Answer =
  | { is: 'done'; claim: string }
  | { is: 'refused'; message: string }
  | { is: 'signed-out' | 'other-role' | 'later' };

async function post(tap: Tap): Promise<Answer> {
  const { task, refusal: _, ...fields } = tap;
  const form = Object.entries(fields).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
  try {
    const response = await fetch(`/organisation/tasks/${task}/roster/taps`, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    setServerTime(response.headers.get('Date'));
    if (response.status === 401 || response.type === 'opaqueredirect') return { is: 'signed-out' };
    if (response.status === 409) return { is: 'other-role' };
    if (!response.ok) return { is: 'later' };
    const said = (await response.json()) as { claim: string } | { refused: string };
    return 'claim' in said ? { is: 'done', claim: said.claim } : { is: 'refused', message: said.refused };
  } catch {
    return { is: 'later' };
  }
}

/** 128 random bits; `randomUUID` exists on secure addresses alone. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

export const tapQueue = new TapQueue();
