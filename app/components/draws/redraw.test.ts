import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitmentOf, drawOrder } from '~/server/modules/draws/rules';
import { redraw } from './redraw';

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const tickets = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 2, maxLength: 30 });

function held(bytes: Uint8Array, counts: readonly number[]) {
  const entries = counts.map((count, at) => ({ number: at + 1, tickets: count }));
  const order = drawOrder(bytes, entries);
  return {
    commitment: commitmentOf(bytes),
    seed: Buffer.from(bytes).toString('hex'),
    entries: entries.map((entry) => ({ ...entry, rank: order.indexOf(entry.number) + 1 })),
  };
}

test('a browser comes to the order that the server drew', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, tickets, async (bytes, counts) => {
      expect(await redraw(held(bytes, counts))).toBe('good');
    }),
    { numRuns: 50 },
  );
});

test('a browser finds two ranks that changed hands', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, tickets, async (bytes, counts) => {
      const draw = held(bytes, counts);
      const swapped = draw.entries.map((entry) => ({
        ...entry,
        rank: entry.rank < 3 ? 3 - entry.rank : entry.rank,
      }));
      expect(await redraw({ ...draw, entries: swapped })).toBe('other_order');
    }),
    { numRuns: 50 },
  );
});

test('a browser finds a seed that is not the one committed to', async () => {
  const draw = held(Buffer.alloc(32, 1), [1, 2]);
  expect(await redraw({ ...draw, seed: Buffer.alloc(32, 2).toString('hex') })).toBe('other_seed');
});
