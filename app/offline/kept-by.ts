const key = 'linli_kept_by';

/**
 * For whom this device keeps rosters and unsent acts: `PERSON MEMBERSHIP`, as `whoIs` says it; null when it keeps nothing. Every
 * page compares it with who is signed in, so it is one short string that is read without loading anything.
 */
export function keptBy(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Notes whose the kept things are; null once there are none. */
export function noteKeptBy(who: string | null): void {
  try {
    if (who === null) localStorage.removeItem(key);
    else localStorage.setItem(key, who);
  } catch {
    // Without this storage there is none of the other kind either: nothing is kept.
  }
}

interface Viewer {
  person: { id: string };
  activeMembership: { id: string } | null;
}

/** A person under one identity. */
export const whoIs = (viewer: Viewer | null): string =>
  viewer ? `${viewer.person.id} ${viewer.activeMembership?.id ?? ''}` : 'stranger';

/** The person of a `whoIs`. */
export const personOf = (who: string): string => who.split(' ', 1)[0] ?? '';
