/** What a visitor asks of the board, as the address carries it. */
export interface BoardSearch {
  text: string;
  when: When;
  where: string;
  what: string;
  onlyFree: boolean;
  sort: Sort;
  view: 'list' | 'map';
  after: string | null;
}

export const whens = ['any', 'today', 'weekend', 'week', 'month'] as const;
export type When = (typeof whens)[number];

export const sorts = ['soonest', 'urgent', 'nearest'] as const;
export type Sort = (typeof sorts)[number];

/** Reads the address; whatever it does not understand counts as not asked. */
export function readBoardSearch(parameters: URLSearchParams): BoardSearch {
  return {
    text: (parameters.get('q') ?? '').trim().slice(0, 100),
    when: oneOf(whens, parameters.get('when')) ?? 'any',
    where: parameters.get('where') ?? '',
    what: parameters.get('what') ?? '',
    onlyFree: parameters.get('free') === '1',
    sort: oneOf(sorts, parameters.get('sort')) ?? 'soonest',
    view: parameters.get('view') === 'map' ? 'map' : 'list',
    after: parameters.get('after'),
  };
}

/** True when something narrows the list, so that an empty one can offer to widen it. */
export function isNarrowed(search: BoardSearch): boolean {
  return (
    search.text !== '' ||
    search.when !== 'any' ||
    search.where !== '' ||
    search.what !== '' ||
    search.onlyFree
  );
}

function oneOf<Value extends string>(values: readonly Value[], value: string | null): Value | undefined {
  return values.find((each) => each === value);
}
