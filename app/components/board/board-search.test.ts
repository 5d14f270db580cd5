import { describe, expect, it } from 'vitest';
import { isNarrowed, readBoardSearch } from './board-search';
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
  });
});

describe('the dates behind "when"', () => {
  const zone = 'America/New_York';
  const wednesday = new Date('2026-11-25T15:00:00Z');
  const sunday = new Date('2026-11-29T15:00:00Z');

  it('end today at midnight in the community', () => {
    expect(datesFor('today', wednesday, zone)).toEqual({
      from: '2026-11-25T15:00:00.000Z',
      until: '2026-11-26T05:00:00Z',
    });
  });

  it('cover Saturday and Sunday', () => {
    expect(datesFor('weekend', wednesday, zone)).toEqual({
      from: '2026-11-28T05:00:00Z',
      until: '2026-11-30T05:00:00Z',
    });
  });

  it('start now when the weekend has begun', () => {
    expect(datesFor('weekend', sunday, zone)).toEqual({
      from: '2026-11-29T15:00:00.000Z',
      until: '2026-11-30T05:00:00Z',
    });
  });

  it('have no bounds when any time will do', () => {
    expect(datesFor('any', wednesday, zone)).toEqual({});
  });
});
