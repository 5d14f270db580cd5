import { describe, expect, it } from 'vitest';
import { homeRegion } from './home-region';

const place = (id: string, localName: string, parent?: string) => ({
  id,
  slug: id,
  localName,
  parent: parent ? { id: parent } : null,
});
const city = place('nyc', 'New York City');
const harlem = place('harlem', 'Harlem', 'nyc');
const district = place('yuelu', '岳麓区');
const street = place('street', '望月湖街道', 'yuelu');
const places = [harlem, city, street, district];

describe('the region the board begins with', () => {
  it('is the one above the reader’s home, whatever they read', () => {
    expect(homeRegion(places, 'harlem', 'zh-CN')).toBe(city);
    expect(homeRegion(places, 'street', 'en')).toBe(district);
  });

  it('is for a stranger the one they can read', () => {
    expect(homeRegion(places, undefined, 'en')).toBe(city);
    expect(homeRegion(places, undefined, 'zh-CN')).toBe(district);
  });

  it('is everything where there is one region only, or several that they can read', () => {
    expect(homeRegion([city, harlem], 'harlem', 'en')).toBeUndefined();
    expect(homeRegion([...places, place('la', 'Los Angeles')], undefined, 'en')).toBeUndefined();
    expect(homeRegion(places, 'gone', 'zh-CN')).toBe(district);
  });
});
