import { m } from '~/generated/messages/messages';

/** From the highest to the lowest. */
export const levels = ['city', 'district', 'street', 'community', 'grid'] as const;
export type Level = (typeof levels)[number];

const words: Record<Level, () => string> = {
  city: m.public_level_city,
  district: m.public_level_district,
  street: m.public_level_street,
  community: m.public_level_community,
  grid: m.public_level_grid,
};

/** What a level is called. */
export const levelWords = (level: Level): string => words[level]();

/** The levels a community of one may hold. */
export const levelsBelow = (level: Level): readonly Level[] => levels.slice(levels.indexOf(level) + 1);
