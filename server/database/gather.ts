export interface GatherOptions<Item, Answer> {
  /** So many items go together at most. */
  readonly most: number;
  /** So many batches are under way at once at most; an item waits for its own lane alone. */
  readonly lanes: number;
  /** A number that decides an item's lane; any free lane when it is left out. */
  readonly laneOf?: (item: Item) => number;
  /** Items of the same party never share a batch; the later one waits for the next. */
  readonly partyOf?: (item: Item) => string;
  /** Does the work of a batch. Answers in the order of the items; when it throws, every item of the batch fails. */
  readonly run: (items: readonly Item[]) => Promise<readonly Answer[]>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane<Item, Answer> {
  waiting: Waiting<Item, Answer>[];
  busy: boolean;
}

/**
 * A function of one item whose calls are worked off together: those that come while a batch is under way form the next one. A
 * call that comes alone starts at once, so that nobody waits for company; under load the batches grow and the cost of a
 * round trip, of a commit and of a lock is shared.
 */
export function gather<Item, Answer>(options: GatherOptions<Item, Answer>): (item: Item) => Promise<Answer> {
  const lanes = Array.from({ length: options.lanes }, (): Lane<Item, Answer> => ({
    waiting: [],
    busy: false,
  }));

  return (item) =>
    new Promise((resolve, reject) => {
      const lane = laneFor(lanes, options.laneOf?.(item));
      lane.waiting.push({ item, resolve, reject });
      if (lane.busy) return;
      lane.busy = true;
      // Calls of the same turn of the event loop join the first batch.
      setImmediate(() => void workOff(lane, options));
    });
}

function laneFor<Item, Answer>(lanes: Lane<Item, Answer>[], number?: number): Lane<Item, Answer> {
  const lane =
    number === undefined
      ? (lanes.find((one) => !one.busy) ??
        lanes.reduce((least, one) => (one.waiting.length < least.waiting.length ? one : least)))
      : lanes[number % lanes.length];
  if (!lane) throw new Error('A gatherer has at least one lane');
  return lane;
}

async function workOff<Item, Answer>(lane: Lane<Item, Answer>, options: GatherOptions<Item, Answer>) {
  while (lane.waiting.length > 0) {
    const batch = takeBatch(lane, options);
    try {
      const answers = await options.run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  lane.busy = false;
}

/** The first that wait, each party once. */
function takeBatch<Item, Answer>(
  lane: Lane<Item, Answer>,
  { most, partyOf }: GatherOptions<Item, Answer>,
): Waiting<Item, Answer>[] {
  if (!partyOf) return lane.waiting.splice(0, most);
  const parties = new Set<string>();
  const batch: Waiting<Item, Answer>[] = [];
  lane.waiting = lane.waiting.filter((one) => {
    const party = partyOf(one.item);
    if (batch.length === most || parties.has(party)) return true;
    parties.add(party);
    batch.push(one);
    return false;
  });
  return batch;
}

/** One gatherer for each set of the process's parts, made when first asked for. */
export function gatherFor<Parts extends object, Item, Answer>(
  make: (deps: Parts) => GatherOptions<Item, Answer>,
): (deps: Parts, item: Item) => Promise<Answer> {
  const gatherers = new WeakMap<Parts, (item: Item) => Promise<Answer>>();
  return (deps, item) => {
    const known = gatherers.get(deps) ?? gather(make(deps));
    gatherers.set(deps, known);
    return known(item);
  };
}
