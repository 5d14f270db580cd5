import type { OrganisationRow } from './queries';

/** Where a page of organisations ends: the last one's name and id, opaque to the caller. */
export const nameCursor = (organisation: Pick<OrganisationRow, 'name' | 'id'>): string =>
  Buffer.from(JSON.stringify([organisation.name, organisation.id])).toString('base64url');

/** What a cursor says; null for none, and for one that was never given out. */
export function nameAfter(cursor: string | null | undefined): readonly [name: string, id: string] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString());
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [name, id] = value as unknown[];
    const fits = typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id);
    return fits ? [name, id] : null;
  } catch {
    return null;
  }
}
