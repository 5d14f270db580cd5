/** What a bench prints as its last line. `ratio` compares with `reference`, measured in the same run. */
export interface BenchLine {
  readonly name: string;
  readonly ratio: number;
  readonly rounds: number;
  readonly reference: string;
  readonly [field: string]: unknown;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** What each of two measurements gave in every round. */
export interface Interleaved {
  readonly ours: readonly number[];
  readonly reference: readonly number[];
  /** The median of the rounds' own ratios, ours to the reference: noise that lasts longer than a round falls out. */
  readonly ratio: number;
}

/** Measures two things in turn, A B A B, at least five rounds, and says how each round went. */
export async function interleave(
  ours: () => Promise<number>,
  reference: () => Promise<number>,
  { rounds = 5, unit = '' }: { rounds?: number; unit?: string } = {},
): Promise<Interleaved> {
  const measured: { ours: number; reference: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const pair = { ours: await ours(), reference: await reference() };
    measured.push(pair);
    console.log(`round ${round}: ${pair.ours.toFixed(0)}${unit} against ${pair.reference.toFixed(0)}${unit}`);
  }
  return {
    ours: measured.map((pair) => pair.ours),
    reference: measured.map((pair) => pair.reference),
    ratio: Number(median(measured.map((pair) => pair.ours / pair.reference)).toFixed(3)),
  };
}
