import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastPeople, shownGroups, type Group } from './suppression';

/** A group with one case of each of these people. */
const groupOf = (key: string, people: readonly string[]): Group => ({
  key,
  cases: people.length,
  people: people.length,
  few: people.length < leastPeople ? people : [],
});
/** Groups of so many, each case of a person of its own. */
const groupsOf = (cases: readonly number[]): Group[] =>
  cases.map((count, at) =>
    groupOf(
      `g${at}`,
      Array.from({ length: count }, (_, n) => `${at}-${n}`),
    ),
  );
const totalOf = (groups: readonly Group[]) => ({
  cases: groups.reduce((all, group) => all + group.cases, 0),
  people: groups.reduce((all, group) => all + group.people, 0),
});
const shown = (cases: readonly number[]) => {
  const groups = groupsOf(cases);
  return [...shownGroups(groups, totalOf(groups))].sort();
};

describe('a table of groups', () => {
  it('is shown whole when each group is large enough', () =>
    expect(shown([5, 9, 0, 12])).toEqual(['g0', 'g1', 'g3']));

  it('hides a small group and the next smallest with it', () =>
    expect(shown([3, 9, 6, 20])).toEqual(['g1', 'g3']));

  it('is not shown at all of too few people', () => expect(shown([1, 2, 1])).toEqual([]));

  it('counts people, not cases: somebody who asked six times is one', () => {
    const groups = [
      { key: 'often', cases: 6, people: 1, few: ['x'] },
      { key: 'a', cases: 7, people: 7, few: [] },
      { key: 'b', cases: 9, people: 9, few: [] },
    ];
    expect([...shownGroups(groups, { people: 17 })]).toEqual(['b']);
  });

  it('counts the same people in several groups once', () => {
    const three = ['x', 'y', 'z'];
    const large = groupsOf([10, 12]);
    expect([...shownGroups([groupOf('a', three), groupOf('b', three), ...large], { people: 25 })]).toEqual([
      'g1',
    ]);
  });

  it('never leaves fewer than five people to be told from the total, however often they ask', () => {
    const asked = fc.array(fc.record({ group: fc.nat(5), person: fc.nat(12) }), { maxLength: 60 });
    fc.assert(
      fc.property(asked, (cases) => {
        const peopleOf = (some: typeof cases) => [...new Set(some.map(({ person }) => `${person}`))];
        const groups = [0, 1, 2, 3, 4, 5].map((group) => {
          const own = cases.filter((each) => each.group === group);
          return { ...groupOf(`g${group}`, peopleOf(own)), cases: own.length };
        });
        const total = peopleOf(cases).length;
        const keys = shownGroups(groups, { people: total });
        const hidden = cases.filter(({ group }) => !keys.has(`g${group}`));
        if (total < leastPeople) expect(keys.size).toBe(0);
        else if (hidden.length > 0) expect(peopleOf(hidden).length).toBeGreaterThanOrEqual(leastPeople);
      }),
    );
  });

  it('shows no group of fewer than five and leaves no single one hidden', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 12 }), (cases) => {
        const groups = groupsOf(cases);
        const total = totalOf(groups);
        const keys = shownGroups(groups, total);
        const seen = groups.filter((group) => keys.has(group.key));
        const hidden = groups.filter((group) => group.cases > 0 && !keys.has(group.key));
        expect(seen.every((group) => group.people >= leastPeople)).toBe(true);
        if (total.people < leastPeople) expect(seen).toEqual([]);
        else expect(hidden).not.toHaveLength(1);
        if (total.people >= leastPeople && hidden.length > 0)
          expect(total.cases - totalOf(seen).cases).toBeGreaterThanOrEqual(leastPeople);
      }),
    );
  });

  it.each([
    [2, 60],
    [3, 36],
    [4, 30],
    [5, 22],
  ])(
    'lets nobody who knows the total, what is shown and this rule work out a small group (%i groups)',
    (size, most) => {
      const published = new Map<string, number[][]>();
      for (const cases of tables(size, most)) {
        const keys = shown(cases);
        const total = cases.reduce((all, each) => all + each, 0);
        if (total < leastPeople) continue;
        const told = JSON.stringify([
          total,
          cases.map((count, at) => (keys.includes(`g${at}`) ? count : null)),
        ]);
        published.set(told, [...(published.get(told) ?? []), cases]);
      }
      const derived = [...published].flatMap(([told, possible]) => {
        const [first = []] = possible;
        return first.flatMap((count, at) =>
          count > 0 && count < leastPeople && possible.every((cases) => cases[at] === count) ? [told] : [],
        );
      });
      expect(derived).toEqual([]);
    },
  );
});

/** Every table of so many groups with at most so many cases together. */
function tables(size: number, most: number): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: most + 1 }, (_, count) => count).flatMap((count) =>
    tables(size - 1, most - count).map((rest) => [count, ...rest]),
  );
}
