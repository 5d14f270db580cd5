import { CalendarHeart, HandHelping, SearchX } from 'lucide-react';
import type { Route } from './+types/board';
import { datesFor } from '~/app/components/board/board-dates';
import { BoardFilters, BoardSort } from '~/app/components/board/board-filters';
import {
  boardAddress,
  type BoardSearch,
  isNarrowed,
  readBoardSearch,
} from '~/app/components/board/board-search';
import { optionsOfTree } from '~/app/components/board/choice-tree';
import { homeRegion } from '~/app/components/board/home-region';
import { NeedMap } from '~/app/components/board/need-map';
import { NeedCard } from '~/app/components/needs/need-card';
import { placesWords } from '~/app/components/needs/places';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { cx } from '~/app/components/ui/cx';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Pagination } from '~/app/components/ui/pagination';
import { Tabs } from '~/app/components/ui/tabs';
import { api, pageFacts } from '~/app/graphql/api';
import { BoardChoicesQuery, BoardQuery } from '~/app/graphql/board-query';
import type { NeedCardData } from '~/app/graphql/need-card-fields';
import { formatNumber } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewer } from '~/app/root-data';
import { m } from '~/generated/messages/messages';

const needsPerPage = 20;

export async function loader({ context, url }: Route.LoaderArgs) {
  const asked = readBoardSearch(url.searchParams);
  const { communities, categories, skills, viewer } = await api(context).query(BoardChoicesQuery);
  const home = viewer?.profile.homeCommunity;
  const region = homeRegion(communities, home?.id, pageFacts(context).locale);
  const search = { ...asked, where: asked.where || (region?.slug ?? '') };
  const place = communities.find((community) => community.slug === search.where);
  const point = home ?? (asked.where ? place : undefined);
  const zone = (place ?? communities[0])?.timeZone ?? 'UTC';
  const now = new Date();
  const canSortByDistance = point?.latitude != null && point.longitude != null;
  const { needs } = await api(context).query(BoardQuery, {
    first: needsPerPage,
    after: search.after,
    signedIn: viewer !== null,
    filter: {
      text: search.text || undefined,
      category: categories.find((category) => category.key === search.what)?.id,
      community: place?.id,
      withFreePlaces: search.onlyFree || undefined,
      sort: search.sort === 'nearest' && !canSortByDistance ? 'soonest' : search.sort,
      latitude: canSortByDistance ? point.latitude : undefined,
      longitude: canSortByDistance ? point.longitude : undefined,
      skill: search.skill || undefined,
      language: search.language || undefined,
      ...datesFor(search, now, zone),
    },
  });
  return {
    search,
    narrowed: isNarrowed(asked),
    needs,
    now: now.toISOString(),
    canSortByDistance,
    places: optionsOfTree(communities, (community) => community.slug),
    categories: optionsOfTree(categories, (category) => category.key),
    skills: skills.map(({ id, name }) => ({ value: id, label: name })),
  };
}

export default function Board({ loaderData }: Route.ComponentProps) {
  const { search, narrowed, needs, now, places, categories, skills, canSortByDistance } = loaderData;
  useLive(['board']);
  const list = needs.edges.map((edge) => edge.node);
  return (
    <div className="mx-auto flex w-full max-w-page flex-col gap-4 px-4 py-4 sm:py-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-headline">{m.public_board_title()}</h1>
        <LinkButton to="/ask" icon={HandHelping}>
          {m.ask_title()}
        </LinkButton>
      </div>
      <BoardFilters
        search={search}
        narrowed={narrowed}
        places={places}
        categories={categories}
        skills={skills}
      />
      <div className="-mb-1 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p role="status" className="text-muted max-lg:sr-only elder:sr-only">
          {m.public_board_count({ count: needs.totalCount })}
        </p>
        <ViewTabs search={search} total={needs.totalCount} />
        <BoardSort search={search} canSortByDistance={canSortByDistance} />
      </div>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] elder:lg:grid-cols-1">
        <div className={cx('flex flex-col gap-3', search.view === 'map' && 'hidden lg:flex elder:lg:hidden')}>
          {list.map((need) => (
            <NeedCard key={need.id} need={need} now={now} fit={need.fit} />
          ))}
          {list.length === 0 && <NothingFound narrowed={narrowed} />}
          <Pagination pageInfo={needs.pageInfo} />
          <NothingFits />
        </div>
        <div
          className={cx(
            'lg:sticky lg:top-4 lg:h-[calc(100dvh-2rem)] lg:block',
            search.view === 'map' ? 'h-[70dvh]' : 'hidden elder:lg:hidden',
          )}
        >
          <NeedMap pins={pinsOf(list)} wanted={search.view === 'map'} />
        </div>
      </div>
    </div>
  );
}

/** On a phone the map has its own tab; on a desktop it stands beside the list. */
function ViewTabs({ search, total }: { search: BoardSearch; total: number }) {
  return (
    <Tabs
      label={m.public_board_views()}
      className="!border-b-0 lg:hidden elder:lg:flex"
      tabs={[
        {
          to: boardAddress(search, { view: 'list' }),
          label: m.public_view_list_of({ count: formatNumber(total) }),
          current: search.view === 'list',
        },
        {
          to: boardAddress(search, { view: 'map' }),
          label: m.public_view_map(),
          current: search.view === 'map',
        },
      ]}
    />
  );
}

function NothingFound({ narrowed }: { narrowed: boolean }) {
  return (
    <EmptyState
      icon={SearchX}
      title={narrowed ? m.public_board_none_found() : m.public_board_none()}
      action={narrowed && <LinkButton to="/">{m.public_board_show_all()}</LinkButton>}
    >
      {narrowed ? m.public_board_none_found_advice() : m.public_board_none_advice()}
    </EmptyState>
  );
}

/** The way out when no need fits: say when one is free, and be told. */
function NothingFits() {
  const viewer = useViewer();
  return (
    <Banner title={m.public_board_nothing_fits()}>
      <p className="mb-2">{m.public_board_nothing_fits_advice()}</p>
      <LinkButton to={viewer ? '/account/profile' : '/sign-up'} icon={CalendarHeart}>
        {m.public_board_tell_us()}
      </LinkButton>
    </Banner>
  );
}

function pinsOf(needs: readonly NeedCardData[]) {
  return needs.flatMap(({ id, title, latitude, longitude, places, placesTaken, filled }) =>
    latitude === null || longitude === null
      ? []
      : [{ id, title, latitude, longitude, filled, detail: placesWords(places, placesTaken) }],
  );
}
