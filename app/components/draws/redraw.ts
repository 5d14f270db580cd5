/** What a page tells of a draw that was held. */
export interface HeldDraw {
  /** SHA-256 of the seed, hex, as it was told beforehand. */
  readonly commitment: string;
  /** Hex. */
  readonly seed: string;
  readonly entries: readonly { number: number; tickets: number; rank: number }[];
}

export type Verdict = 'good' | 'other_seed' | 'other_order' | 'not_here';

/**
 * Draws the lots again where it is called, by the rule that the page tells, and compares. `not_here`: the browser has no
 * SHA-256, as on an address without https.
 */
export async function redraw({ commitment, seed, entries }: HeldDraw): Promise<Verdict> {
  if (typeof crypto === 'undefined' || !('subtle' in crypto)) return 'not_here';
  if ((await sha256(bytesOf(seed))) !== commitment) return 'other_seed';
  const left = [...entries].sort((one, other) => one.number - other.number);
  for (let turn = 0; turn < entries.length; turn += 1) {
    const total = left.reduce((sum, { tickets }) => sum + tickets, 0);
    const hash = await sha256(new TextEncoder().encode(`${seed}:${turn}`));
    let ticket = Number(BigInt(`0x${hash}`) % BigInt(total));
    const at = left.findIndex(({ tickets }) => (ticket -= tickets) < 0);
    const [drawn] = left.splice(at, 1);
    if (drawn?.rank !== turn + 1) return 'other_order';
  }
  return 'good';
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
