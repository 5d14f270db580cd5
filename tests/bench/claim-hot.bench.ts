import { measureClaims } from './claim-load';
import type { BenchLine } from './measure';

/** One task that everyone wants at once: 64 clients, each claim by another person. Never oversold: checked after every round. */
export const claimHot = (): Promise<BenchLine> =>
  measureClaims({
    name: 'claim-hot',
    persons: 64 * 800,
    tasks: 1,
    clients: 64,
    connections: 64,
    person: 'c * 800 + i',
    task: '0',
  });
