import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildingKey, isLikelyRepeat, likeness, type RepeatFacts } from './repeats';

const asked: RepeatFacts = {
  communityId: 'here',
  categoryId: 'repairs',
  servedPersonId: 'li',
  building: '3栋',
  subject: '楼道灯坏了，晚上看不见',
};
const other: RepeatFacts = { ...asked, servedPersonId: 'wang', building: '9栋', subject: '想找人陪诊' };

describe('a likely repeat', () => {
  it.each<[string, Partial<RepeatFacts>, boolean]>([
    ['is for the same person, whatever it is about', { servedPersonId: 'li', categoryId: 'meals' }, true],
    ['is of the same kind about the same building', { building: '3 号楼' }, true],
    ['is of the same kind in nearly the same words', { subject: '楼道的灯坏了，晚上看不见路' }, true],
    ['is not another request of the same kind elsewhere', {}, false],
    ['is not of another kind about the same building', { building: '3栋', categoryId: 'meals' }, false],
    ['is not of another kind in the same words', { subject: asked.subject, categoryId: 'meals' }, false],
    ['is not in another community', { building: '3栋', communityId: 'there' }, false],
  ])('%s', (_about, earlier, likely) => {
    expect(isLikelyRepeat({ ...other, ...earlier }, asked)).toBe(likely);
  });

  it('is not told by a building alone while the kind is not known', () => {
    const unknown = { ...other, categoryId: null, building: '3栋' };
    expect(isLikelyRepeat(unknown, { ...asked, categoryId: null })).toBe(false);
    expect(isLikelyRepeat({ ...unknown, subject: asked.subject }, { ...asked, categoryId: null })).toBe(true);
  });

  it('is not told by two people or two buildings that nobody named', () => {
    const blank = { ...asked, servedPersonId: null, building: null };
    expect(isLikelyRepeat({ ...other, servedPersonId: null, building: null }, blank)).toBe(false);
  });
});

describe('a building', () => {
  it.each(['3栋', '3 号楼', '３幢', 'Building 3', 'bldg. 3', 'No. 3'])('%s is 3', (building) => {
    expect(buildingKey(building)).toBe('3');
  });

  it('is told from its neighbour', () => expect(buildingKey('13栋')).not.toBe(buildingKey('3栋')));
});

describe('the likeness of two texts', () => {
  it('lies between 0 and 1, does not depend on their order, and is 1 for the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, another) => {
        const alike = likeness(one, another);
        expect(alike).toBe(likeness(another, one));
        expect(alike >= 0 && alike <= 1).toBe(true);
      }),
    );
    expect(likeness('灯坏了', '灯坏了。')).toBe(1);
  });

  it('is nothing for what has nothing in common, or says nothing', () => {
    expect(likeness('送餐', '维修')).toBe(0);
    expect(likeness('', '')).toBe(0);
    expect(likeness('灯', '火')).toBe(0);
  });
});
