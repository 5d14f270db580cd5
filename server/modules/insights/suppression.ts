/** A group is shown when it is of at least so many people. */
export const leastPeople = 5;

/** One of the groups that make up a whole. */
export interface Group {
  readonly key: string;
  /** How many cases it counts; the groups of a table add up to its total. */
  readonly cases: number;
  /** Of how many people; one person may have several cases, in other groups too. */
  readonly people: number;
  /** Who they are where they are too few, so that the same few in several groups are counted once; otherwise empty. */
  readonly few: readonly string[];
}

/** How many different people groups are of, as far as it matters: one that is large enough is enough. */
const peopleOf = (groups: readonly Group[]): number =>
  Math.max(
    new Set(groups.flatMap((group) => group.few)).size,
    ...groups.filter((group) => group.people >= leastPeople).map((group) => group.people),
  );

/**
 * Which groups of a table are shown, so that none that is hidden can be got from the total: a group of too few is hidden, and with
 * it the smallest of the others until those that are hidden are at least two and together of enough different people. A group without cases
 * looks like a hidden one. Nothing is shown of a table whose total is of too few.
 */
export function shownGroups(groups: readonly Group[], total: Pick<Group, 'people'>): ReadonlySet<string> {
  if (total.people < leastPeople) return new Set();
  const some = groups.filter((group) => group.cases > 0);
  const hidden = some.filter((group) => group.people < leastPeople);
  if (hidden.length === 0) return keysOf(some);
  const small = hidden.length;
  const large = some
    .filter((group) => group.people >= leastPeople)
    .sort((a, b) => a.cases - b.cases || (a.key < b.key ? -1 : 1));
  const isTold = () =>
    hidden.length < 2 ||
    peopleOf(hidden) < leastPeople ||
    sum(hidden.map((group) => group.cases)) < leastPeople ||
    // All of them small, and each at the most that a small group can have: that would say each.
    (hidden.length === small && sum(hidden.map((group) => group.cases)) === small * (leastPeople - 1));
  while (isTold()) {
    const [next] = large;
    if (!next) break;
    // Equals go together: which of them went would tell something too.
    hidden.push(...large.splice(0, large.filter((group) => group.cases === next.cases).length));
  }
  return keysOf(large);
}

const keysOf = (groups: readonly Group[]): ReadonlySet<string> => new Set(groups.map((group) => group.key));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
