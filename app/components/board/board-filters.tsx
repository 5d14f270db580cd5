import { Search, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Form, useNavigationType, useSubmit } from 'react-router';
import { anywhere, asksMore, type BoardSearch, type Sort, sorts, type When, whens } from './board-search';
import { Button } from '~/app/components/ui/button';
import { Choice, type Option, SelectField } from '~/app/components/ui/choice-field';
import { offeredLanguages } from '~/app/components/account/offered-languages';
import { Details } from '~/app/components/ui/details';
import { DateField, TextField } from '~/app/components/ui/text-field';
import { formatLanguage } from '~/app/i18n/format';
import { useRootData } from '~/app/root-data';
import { m } from '~/generated/messages/messages';

const formId = 'board';

interface BoardFiltersProps {
  search: BoardSearch;
  /** The reader asked for something themselves, so that folded filters stand open. */
  narrowed: boolean;
  places: readonly Option[];
  categories: readonly Option[];
  skills: readonly Option[];
  /** "Nearest" needs a point to count from. */
  canSortByDistance: boolean;
}

/** Search and the three questions when, where, what. A plain GET form: the address says it all; with JavaScript a choice counts at once. */
export function BoardFilters({
  search,
  narrowed,
  places,
  categories,
  skills,
}: Omit<BoardFiltersProps, 'canSortByDistance'>) {
  const submit = useSubmit();
  const text = useTextOfAddress(search.text);
  const apply = (event: React.ChangeEvent<HTMLSelectElement | HTMLInputElement>) =>
    void submit(event.currentTarget.form, { replace: true, preventScrollReset: true });
  return (
    <Form
      id={formId}
      method="get"
      role="search"
      aria-label={m.public_board_search()}
      className="flex flex-col gap-3"
    >
      {search.view === 'map' && <input type="hidden" name="view" value="map" />}
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <TextField
            ref={text}
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
      <Questions search={search} narrowed={narrowed}>
        <SelectField
          field={{ id: 'when', name: 'when', initialValue: search.when }}
          label={m.public_board_when()}
          options={whens.map((value) => ({ value, label: whenWords(value) }))}
          onChange={apply}
        />
        <SelectField
          field={{ id: 'where', name: 'where', initialValue: search.where }}
          label={m.public_board_where()}
          options={[{ value: anywhere, label: m.public_board_anywhere() }, ...places]}
          onChange={apply}
        />
        <SelectField
          field={{ id: 'what', name: 'what', initialValue: search.what }}
          label={m.public_board_what()}
          options={categories}
          empty={m.public_board_anything()}
          onChange={apply}
        />
        <MoreFilters search={search} skills={skills} apply={apply} />
      </Questions>
    </Form>
  );
}

/** The filters under the search box; in elder mode folded, so that the page begins with its list. */
function Questions({
  search,
  narrowed,
  children,
}: Pick<BoardFiltersProps, 'search' | 'narrowed'> & { children: ReactNode }) {
  const isElder = useRootData()?.elderMode ?? false;
  const grid = (
    <div key={JSON.stringify(search)} className="grid grid-cols-3 gap-2 elder:grid-cols-1">
      {children}
    </div>
  );
  if (!isElder) return grid;
  return (
    <Details summary={m.public_board_filters()} open={narrowed}>
      {grid}
    </Details>
  );
}

/** The order of the list, beside the list; it belongs to the form above. */
export function BoardSort({
  search,
  canSortByDistance,
}: Pick<BoardFiltersProps, 'search' | 'canSortByDistance'>) {
  const submit = useSubmit();
  const offered = sorts.filter((sort) => sort !== 'nearest' || canSortByDistance);
  return (
    <label className="flex items-center gap-2" htmlFor="sort">
      <span className="whitespace-nowrap text-muted max-sm:sr-only">{m.public_board_sort()}</span>
      <select
        key={search.sort}
        id="sort"
        name="sort"
        form={formId}
        defaultValue={search.sort}
        onChange={(event) =>
          void submit(event.currentTarget.form, { replace: true, preventScrollReset: true })
        }
        className="min-h-target rounded-control border border-control bg-surface px-3"
      >
        {offered.map((sort) => (
          <option key={sort} value={sort}>
            {sortWords(sort)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface MoreFiltersProps {
  search: BoardSearch;
  skills: readonly Option[];
  apply: (event: React.ChangeEvent<HTMLSelectElement | HTMLInputElement>) => void;
}

/** Days, skill, language and free places: asked by few, so folded until one of them is asked. */
function MoreFilters({ search, skills, apply }: MoreFiltersProps) {
  const field = (name: 'from' | 'until' | 'skill' | 'language') => ({
    id: name,
    name,
    initialValue: search[name],
  });
  // A day is typed in three parts: it counts when one is done with it.
  const applyChanged = (event: React.FocusEvent<HTMLInputElement>) => {
    if (event.currentTarget.value !== event.currentTarget.defaultValue) apply(event);
  };
  return (
    <details open={asksMore(search)} className="col-span-full">
      <summary className="inline-flex min-h-target items-center gap-2 font-medium text-primary">
        <SlidersHorizontal aria-hidden className="size-5" />
        {m.public_board_more_filters()}
      </summary>
      <div className="grid grid-cols-2 gap-2 pb-2 md:grid-cols-4 elder:grid-cols-1">
        <DateField field={field('from')} label={m.public_board_from()} onBlur={applyChanged} />
        <DateField field={field('until')} label={m.public_board_until()} onBlur={applyChanged} />
        <SelectField
          field={field('skill')}
          label={m.public_board_skill()}
          options={skills}
          empty={m.public_board_any_skill()}
          onChange={apply}
        />
        <SelectField
          field={field('language')}
          label={m.public_board_language()}
          options={offeredLanguages.map((tag) => ({ value: tag, label: formatLanguage(tag) }))}
          empty={m.public_board_any_language()}
          onChange={apply}
        />
        <div className="col-span-full">
          <Choice
            field={{ id: 'free', name: 'free' }}
            value="1"
            defaultChecked={search.onlyFree}
            onChange={apply}
          >
            {m.public_board_only_free()}
          </Choice>
        </div>
      </div>
    </details>
  );
}

/** Keeps the search box saying what the list was asked for, when the address changes under it; never while one types. */
function useTextOfAddress(text: string) {
  const box = useRef<HTMLInputElement>(null);
  const isReturn = useNavigationType() === 'POP';
  useEffect(() => {
    if (!box.current || (document.activeElement === box.current && !isReturn)) return;
    box.current.value = text;
  }, [text, isReturn]);
  return box;
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
