import { describe, expect, it } from 'vitest';
import { isTimeZone, mayLieIn, slugOf } from './rules';

describe('the tree of communities', () => {
  it('only leads down', () => {
    expect(mayLieIn('grid', 'community')).toBe(true);
    expect(mayLieIn('community', 'district')).toBe(true);
    expect(mayLieIn('district', 'district')).toBe(false);
    expect(mayLieIn('city', 'grid')).toBe(false);
  });
});

describe('a slug', () => {
  it.each([
    ['Bedford-Stuyvesant (CB 3)', 'bedford-stuyvesant-cb-3'],
    ['岳麓区 橘子洲街道', '岳麓区-橘子洲街道'],
    ['São João', 'sao-joao'],
    ['—', 'community'],
  ])('of %s is %s', (name, slug) => expect(slugOf(name)).toBe(slug));
});

describe('a time zone', () => {
  it('is one the runtime knows', () => {
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    expect(isTimeZone('Asia/Atlantis')).toBe(false);
    expect(isTimeZone('+08:00')).toBe(false);
  });
});
