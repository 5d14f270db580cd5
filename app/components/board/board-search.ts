/** The value of "where" that asks for everywhere, where the board would begin with the visitor's own region. */
export const anywhere = 'all';

/** What a visitor asks of the board, as the address carries it. */
export interface BoardSearch {
  text: string;
  when: When;
  where: string;
  what: string;
  /** Days of the place, `2026-11-29`; they take the place of `when`. */
  from: string;
  until: string;
  /** A skill's id. */
  skill: string;
  /** A BCP 47 tag. */
  language: string;
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
    from: dayOf(parameters.get('from')),
    until: dayOf(parameters.get('until')),
    skill: parameters.get('skill') ?? '',
    language: parameters.get('language') ?? '',
    onlyFree: parameters.get('free') === '1',
    sort: oneOf(sorts, parameters.get('sort')) ?? 'soonest',
    view: parameters.get('view') === 'map' ? 'map' : 'list',
    after: parameters.get('after'),
  };
}

/** The address of the same search with something changed; what is not asked is left out. */
export function boardAddress(search: BoardSearch, changes: Partial<BoardSearch> = {}): string {
  const { text, when, where, what, from, until, skill, language, onlyFree, sort, view, after } = {
    ...search,
    ...changes,
  };
  const asked: Record<string, string | null | false> = {
    q: text,
    when: when !== 'any' && when,
    where,
    what,
    from,
    until,
    skill,
    language,
    free: onlyFree && '1',
    sort: sort !== 'soonest' && sort,
    view: view !== 'list' && view,
    after,
  };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value) parameters.set(name, value);
  return parameters.size > 0 ? `/?${parameters}` : '/';
}

/** True when something narrows the list, so that an empty one can offer to widen it. */
export function isNarrowed(search: BoardSearch): boolean {
  const where = search.where === anywhere ? '' : search.where;
  return boardAddress(search, { where, sort: 'soonest', view: 'list', after: null }) !== '/';
}

/** True when one of the questions behind "more filters" is asked. */
export function asksMore({ from, until, skill, language, onlyFree }: BoardSearch): boolean {
  return onlyFree || [from, until, skill, language].some((asked) => asked !== '');
}

const dayOf = (value: string | null): string =>
  value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : '';

function oneOf<Value extends string>(values: readonly Value[], value: string | null): Value | undefined {
  return values.find((each) => each === value);
}
