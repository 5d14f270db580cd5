import { describe, expect, it } from 'vitest';
import { boardAddress, isNarrowed, readBoardSearch } from './board-search';
import { datesFor } from './board-dates';

const read = (query: string) => readBoardSearch(new URLSearchParams(query));

describe('the board’s address', () => {
  it('asks for everything soon when it says nothing', () => {
    expect(read('')).toMatchObject({ text: '', when: 'any', sort: 'soonest', view: 'list', onlyFree: false });
    expect(isNarrowed(read('sort=urgent&view=map'))).toBe(false);
  });

  it('ignores what it does not know', () => {
    expect(read('when=yesterday&sort=best&view=globe')).toMatchObject({
      when: 'any',
      sort: 'soonest',
      view: 'list',
    });
  });

  it('knows when it narrows the list', () => {
    expect(isNarrowed(read('q=%E7%A2%B3'))).toBe(true);
    expect(isNarrowed(read('free=1'))).toBe(true);
    expect(isNarrowed(read('language=es&sort=urgent'))).toBe(true);
    expect(isNarrowed(read('from=yesterday'))).toBe(false);
  });

  it('is written again as it was read, without what is not asked', () => {
    const query =
      'q=soup&when=week&where=queens&from=2026-12-01&language=es&free=1&sort=urgent&view=map&after=x';
    expect(boardAddress(read(query))).toBe(`/?${query}`);
    expect(boardAddress(read(query), { after: null, view: 'list', from: '' })).toBe(
      '/?q=soup&when=week&where=queens&language=es&free=1&sort=urgent',
    );
    expect(boardAddress(read('when=any&sort=soonest&until=2026-02-31x'))).toBe('/');
  });
});

describe('the dates behind "when"', () => {
  const zone = 'America/New_York';
  const wednesday = new Date('2026-11-25T15:00:00Z');
  const asking = (when: string) => read(`when=${when}`);
  const sunday = new Date('2026-11-29T15:00:00Z');

  it('end today at midnight in the community', () => {
    expect(datesFor(asking('today'), wednesday, zone)).toEqual({
      from: '2026-11-25T15:00:00.000Z',
      until: '2026-11-26T05:00:00Z',
    });
  });

  it('cover Saturday and Sunday', () => {
    expect(datesFor(asking('weekend'), wednesday, zone)).toEqual({
      from: '2026-11-28T05:00:00Z',
      until: '2026-11-30T05:00:00Z',
    });
  });

  it('start now when the weekend has begun', () => {
    expect(datesFor(asking('weekend'), sunday, zone)).toEqual({
      from: '2026-11-29T15:00:00.000Z',
      until: '2026-11-30T05:00:00Z',
    });
  });

  it('have no bounds when any time will do', () => {
    expect(datesFor(asking('any'), wednesday, zone)).toEqual({});
  });

  it('are the days that were named instead, the last one whole', () => {
    expect(datesFor(read('when=today&from=2026-12-01&until=2026-12-02'), wednesday, zone)).toEqual({
      from: '2026-12-01T05:00:00Z',
      until: '2026-12-03T05:00:00Z',
    });
    expect(datesFor(read('until=2026-12-02'), wednesday, zone)).toEqual({ until: '2026-12-03T05:00:00Z' });
  });
});
