import { Search } from 'lucide-react';
import { Form, useSubmit } from 'react-router';
import { type BoardSearch, type Sort, sorts, type When, whens } from './board-search';
import { Button } from '~/app/components/ui/button';
import { Choice, type Option, SelectField } from '~/app/components/ui/choice-field';
import { TextField } from '~/app/components/ui/text-field';
import { m } from '~/generated/messages/messages';

interface BoardFiltersProps {
  search: BoardSearch;
  places: readonly Option[];
  categories: readonly Option[];
  /** "Nearest" needs a point to count from. */
  canSortByDistance: boolean;
}

/** Search and the three questions when, where, what. A plain GET form: the address says it all; with JavaScript a choice counts at once. */
export function BoardFilters({ search, places, categories, canSortByDistance }: BoardFiltersProps) {
  const submit = useSubmit();
  const apply = (event: React.ChangeEvent<HTMLSelectElement | HTMLInputElement>) =>
    void submit(event.currentTarget.form, { replace: true, preventScrollReset: true });
  const offered = sorts.filter((sort) => sort !== 'nearest' || canSortByDistance);
  return (
    <Form method="get" role="search" aria-label={m.public_board_search()} className="flex flex-col gap-3">
      {search.view === 'map' && <input type="hidden" name="view" value="map" />}
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <TextField
            field={{ id: 'q', name: 'q', initialValue: search.text }}
            label={<span className="sr-only">{m.public_board_text()}</span>}
            type="search"
            placeholder={m.public_board_text_example()}
            enterKeyHint="search"
          />
        </div>
        <Button tone="primary" icon={Search}>
          {m.public_board_find()}
        </Button>
      </div>
      <div key={JSON.stringify(search)} className="grid grid-cols-3 gap-2 elder:grid-cols-1">
        <SelectField
          field={{ id: 'when', name: 'when', initialValue: search.when }}
          label={m.public_board_when()}
          options={whens.map((value) => ({ value, label: whenWords(value) }))}
          onChange={apply}
        />
        <SelectField
          field={{ id: 'where', name: 'where', initialValue: search.where }}
          label={m.public_board_where()}
          options={places}
          empty={m.public_board_anywhere()}
          onChange={apply}
        />
        <SelectField
          field={{ id: 'what', name: 'what', initialValue: search.what }}
          label={m.public_board_what()}
          options={categories}
          empty={m.public_board_anything()}
          onChange={apply}
        />
        <div className="col-span-full flex flex-wrap items-center justify-between gap-x-6">
          <Choice
            field={{ id: 'free', name: 'free' }}
            value="1"
            defaultChecked={search.onlyFree}
            onChange={apply}
          >
            {m.public_board_only_free()}
          </Choice>
          <label className="flex items-center gap-2" htmlFor="sort">
            <span className="whitespace-nowrap text-muted">{m.public_board_sort()}</span>
            <select
              id="sort"
              name="sort"
              defaultValue={search.sort}
              onChange={apply}
              className="min-h-target rounded-control border border-control bg-surface px-3"
            >
              {offered.map((sort) => (
                <option key={sort} value={sort}>
                  {sortWords(sort)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
    </Form>
  );
}

function whenWords(when: When): string {
  switch (when) {
    case 'any':
      return m.public_when_any();
    case 'today':
      return m.public_when_today();
    case 'weekend':
      return m.public_when_weekend();
    case 'week':
      return m.public_when_week();
    case 'month':
      return m.public_when_month();
  }
}

function sortWords(sort: Sort): string {
  switch (sort) {
    case 'soonest':
      return m.public_sort_soonest();
    case 'urgent':
      return m.public_sort_urgent();
    case 'nearest':
      return m.public_sort_nearest();
  }
}
