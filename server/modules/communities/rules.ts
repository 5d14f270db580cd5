import type { CommunityLevel } from '~/generated/prisma/enums';

const levels: readonly CommunityLevel[] = ['city', 'district', 'street', 'community', 'grid'];

/** Whether a community of one level may lie in one of another: always further down, steps may be left out. */
export const mayLieIn = (child: CommunityLevel, parent: CommunityLevel): boolean =>
  levels.indexOf(child) > levels.indexOf(parent);

/** Whether a community of a level has a committee of its own; a grid belongs to the one above it. */
export const hasCommittee = (level: CommunityLevel): boolean => level !== 'grid';

/** The part of web addresses that names a community: Latin letters, digits and Han characters, joined by hyphens. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).join('-').slice(0, 60).replace(/-+$/, '') || 'community';
}

/** Whether the runtime knows a time zone by this IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name);
  } catch {
    return false;
  }
}
