import { measureClaims } from './claim-load';
import type { BenchLine } from './measure';

/** Claims spread over 5,000 tasks: 64 signed-in clients, each claiming one task after another. */
export const claimSpread = (): Promise<BenchLine> =>
  measureClaims({
    name: 'claim-spread',
    persons: 64,
    tasks: 5_000,
    clients: 64,
    connections: 16,
    person: 'c',
    task: '(c * 79 + i * 1009) % 5000',
  });
