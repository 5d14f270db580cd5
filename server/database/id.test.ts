import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeId, encodeId, idOf, newId, nilId, splitId } from './id';

describe('ids', () => {
  it('come back from what the API shows', () => {
    const id = newId();
    expect(decodeId('ServiceRecord', encodeId('ServiceRecord', id))).toBe(id);
    expect(splitId(encodeId('ServiceRecord', id))).toEqual({ type: 'ServiceRecord', id });
  });

  it('of another type, or of no shape at all, become the id that no row has', () => {
    expect(decodeId('Need', encodeId('Task', newId()))).toBe(nilId);
    fc.assert(fc.property(fc.string(), (text) => idOf('Need').parse(text.slice(0, 80)) === nilId));
  });

  it('made later sort later, and none comes twice', () => {
    const ids = Array.from({ length: 10_000 }, newId);
    expect([...new Set(ids)].sort()).toEqual(ids);
  });
});
