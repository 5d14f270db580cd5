import { describe, expect, it } from 'vitest';
import { pointOf, pointToSave } from './point';

const community = { id: 'here', latitude: 40.5, longitude: -73.5 };
const need = { latitude: 40.61, longitude: -73.62, placeName: 'East gate', community };
const sent = { community: 'here', placeName: 'East gate', latitude: 40.61, longitude: -73.62 };
const nowhere = { latitude: null, longitude: null };

describe('the point of a place', () => {
  it('is where somebody pointed, not the centre of the district', () => {
    expect(pointOf(need)).toEqual({ latitude: 40.61, longitude: -73.62 });
    expect(pointOf({ ...need, latitude: 40.5, longitude: -73.5 })).toBeNull();
    expect(pointOf({ ...need, ...nowhere })).toBeNull();
  });

  it('stays with a place that stays, and goes where it is moved', () => {
    expect(pointToSave(need, sent)).toEqual({ latitude: 40.61, longitude: -73.62 });
    const moved = { ...sent, latitude: 40.7, longitude: -73.7, mapSeen: 'on' as const };
    expect(pointToSave(need, moved)).toEqual({ latitude: 40.7, longitude: -73.7 });
  });

  it('goes with the old name or district where nobody saw the map', () => {
    expect(pointToSave(need, { ...sent, placeName: 'Library' })).toEqual(nowhere);
    expect(pointToSave(need, { ...sent, community: 'there' })).toEqual(nowhere);
    expect(pointToSave(need, { ...sent, placeName: 'Eastern gate', mapSeen: 'on' })).toEqual({
      latitude: 40.61,
      longitude: -73.62,
    });
  });

  it('is none when it was taken away', () => {
    expect(pointToSave(need, { community: 'here', placeName: 'East gate', mapSeen: 'on' })).toEqual(nowhere);
  });
});
