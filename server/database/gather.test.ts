import { describe, expect, test } from 'vitest';
import { gather } from './gather';

/** A batch that a test lets go. */
function held<Answer>() {
  const batches: {
    items: readonly string[];
    done: (answers: readonly Answer[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const run = (items: readonly string[]) =>
    new Promise<readonly Answer[]>((done, fail) => {
      batches.push({ items, done, fail });
    });
  return { batches, run };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('gather', () => {
  test('starts a lone call at once and gathers those that come while it is under way', async () => {
    const { batches, run } = held<string>();
    const ask = gather({ most: 10, lanes: 1, run });
    const first = ask('a');
    await turn();
    const rest = Promise.all([ask('b'), ask('c')]);
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([['a']]);
    batches[0]?.done(['A']);
    await expect(first).resolves.toBe('A');
    await turn();
    expect(batches[1]?.items).toEqual(['b', 'c']);
    batches[1]?.done(['B', 'C']);
    await expect(rest).resolves.toEqual(['B', 'C']);
  });

  test('gathers no more than it may, and each party once', async () => {
    const sizes: string[][] = [];
    const ask = gather<string, string>({
      most: 3,
      lanes: 1,
      partyOf: (item) => item.charAt(0),
      run: (items) => {
        sizes.push([...items]);
        return Promise.resolve(items);
      },
    });
    await Promise.all(['a1', 'a2', 'b1', 'c1', 'd1', 'a3'].map(ask));
    expect(sizes).toEqual([['a1', 'b1', 'c1'], ['a2', 'd1'], ['a3']]);
  });

  test('keeps an item to its lane, and lanes apart', async () => {
    const { batches, run } = held<string>();
    const ask = gather({ most: 10, lanes: 2, laneOf: Number, run });
    const all = Promise.all(['0', '1', '2', '3'].map(ask));
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([
      ['0', '2'],
      ['1', '3'],
    ]);
    for (const batch of batches) batch.done(batch.items);
    await expect(all).resolves.toEqual(['0', '1', '2', '3']);
  });

  test('takes any free lane where none is asked for', async () => {
    const { batches, run } = held<string>();
    const ask = gather({ most: 10, lanes: 2, run });
    const all = Promise.all(['a', 'b', 'c'].map(ask));
    await turn();
    expect(batches).toHaveLength(2);
    for (const batch of batches) batch.done(batch.items);
    await expect(all).resolves.toEqual(['a', 'b', 'c']);
  });

  test('fails the batch that failed and goes on with the next', async () => {
    const { batches, run } = held<string>();
    const ask = gather({ most: 1, lanes: 1, run });
    const [first, second] = [ask('a'), ask('b')];
    await turn();
    batches[0]?.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await turn();
    batches[1]?.done(['B']);
    await expect(second).resolves.toBe('B');
  });
});
