/** What decides whether a request was taken down before. */
export interface RepeatFacts {
  readonly communityId: string;
  readonly categoryId: string | null;
  readonly servedPersonId: string | null;
  readonly building: string | null;
  readonly subject: string;
}

/** So many days back a request may be the same one. */
export const repeatDays = 14;

/** Subjects at least so alike are taken for the same. */
const nearlyEqual = 0.6;

/**
 * Whether an earlier request is probably the one asked for now: for the same person; or, in one community, of the same known
 * kind about the same building; or of the same kind in nearly the same words.
 */
export function isLikelyRepeat(earlier: RepeatFacts, asked: RepeatFacts): boolean {
  if (asked.servedPersonId !== null && earlier.servedPersonId === asked.servedPersonId) return true;
  if (earlier.communityId !== asked.communityId || earlier.categoryId !== asked.categoryId) return false;
  const sameBuilding =
    asked.categoryId !== null &&
    buildingKey(asked.building) !== '' &&
    buildingKey(earlier.building) === buildingKey(asked.building);
  return sameBuilding || likeness(earlier.subject, asked.subject) >= nearlyEqual;
}

/** A building as it is compared: 3栋, 3 号楼 and Building 3 are one. */
export const buildingKey = (building: string | null): string =>
  (building ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/大楼|[栋幢座楼号]|building|bldg|block|\bno\b|[^\p{L}\p{N}]+/gu, '');

/**
 * How alike two texts are, from 0 to 1: the share of pairs of neighbouring characters they have in common (Dice), which works
 * for Chinese and for other scripts, whatever stands between the words.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [lettersOf(one), lettersOf(other)];
  if (a.length === 0 || b.length === 0) return 0;
  if (a.join('') === b.join('')) return 1;
  const [pairs, others] = [pairsOf(a), pairsOf(b)];
  const total = pairs.size + others.size;
  const common = [...pairs].filter((pair) => others.has(pair)).length;
  return total === 0 ? 0 : (2 * common) / total;
}

const lettersOf = (text: string): string[] => [
  ...text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ''),
];

const pairsOf = (letters: readonly string[]): Set<string> =>
  new Set(letters.slice(1).map((letter, at) => `${letters[at]}${letter}`));
