import { ChartColumn } from 'lucide-react';
import { Form, Link } from 'react-router';
import type { Route } from './+types/figures';
import { parseQuarter, quarterKey, quartersUntil } from '~/app/components/figures/quarters';
import { type NamedRates, RateCell, RatesTable, tells } from '~/app/components/figures/rates-table';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { SelectField } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page, Section } from '~/app/components/ui/page';
import { api, notFound } from '~/app/graphql/api';
import { type Figures, FiguresPlacesQuery, FiguresQuery } from '~/app/graphql/figures';
import { formatMonth, formatNumber } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** So many quarters are offered. */
const mostQuarters = 8;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { query } = api(context);
  const { viewer, communities } = await query(FiguresPlacesQuery);
  const places = communities.filter(({ level }) => level !== 'grid');
  const unit = viewer?.activeMembership?.organisation;
  const own = unit?.kind === 'committee' ? places.find(({ id }) => id === unit.community.id) : undefined;
  const home = places.find(({ id }) => id === viewer?.profile.homeCommunity?.id);
  const slug = url.searchParams.get('community');
  const place = slug
    ? (places.find((each) => each.slug === slug) ?? notFound())
    : (own ?? home ?? places.find(({ parent }) => parent === null));
  const now = new Date();
  const [running, ...over] = quartersUntil(now, mostQuarters + 1);
  const isOwn = own !== undefined && place?.id === own.id;
  const wished = parseQuarter(url.searchParams.get('quarter'));
  const { figures } = place
    ? await query(FiguresQuery, { community: place.id, ...wished })
    : { figures: null };
  const shown = wished ?? figures;
  return {
    places: places.map(({ slug: value, name: label }) => ({ value, label })),
    place: place && { id: place.id, slug: place.slug, name: place.name },
    quarters: isOwn && running ? [running, ...over] : over,
    quarter: shown && { year: shown.year, quarter: shown.quarter },
    isRunning: Boolean(shown && running && quarterKey(shown) === quarterKey(running)),
    figures,
  };
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.figures_title()} · ${m.common_brand()}` }];
}

/** Response, solved and satisfied rates, for anyone: tables with their bars in them. */
export default function PublicFigures({ loaderData }: Route.ComponentProps) {
  const { places, place, quarters, quarter, isRunning, figures } = loaderData;
  return (
    <Page title={m.figures_title()} lead={m.figures_lead()} width="wide">
      <Form
        method="get"
        className="screen-only grid items-end gap-3 sm:grid-cols-[2fr_1fr_auto] elder:grid-cols-1"
      >
        <SelectField
          key={place?.slug}
          field={{ id: 'community', name: 'community', initialValue: place?.slug }}
          label={m.figures_community()}
          options={places}
        />
        <SelectField
          key={quarter ? quarterKey(quarter) : 'last'}
          field={{ id: 'quarter', name: 'quarter', initialValue: quarter ? quarterKey(quarter) : undefined }}
          label={m.figures_period()}
          options={quarters.map((each) => ({ value: quarterKey(each), label: quarterWords(each) }))}
        />
        <Button>{m.figures_show()}</Button>
      </Form>
      {figures?.whole && <Banner title={m.figures_whole()}>{isRunning && m.figures_running()}</Banner>}
      {figures && place && tells(figures.total) ? (
        <Tables figures={figures} place={place} />
      ) : (
        <EmptyState icon={ChartColumn} title={m.figures_none()}>
          {m.figures_none_advice()}
        </EmptyState>
      )}
      <Details summary={m.figures_how()}>
        <div className="flex flex-col gap-2">
          <p>{m.figures_how_response()}</p>
          <p>{m.figures_how_solved()}</p>
          <p>{m.figures_how_satisfied()}</p>
          <p>{m.figures_how_not_judged()}</p>
          <p>{m.figures_hidden()}</p>
        </div>
      </Details>
    </Page>
  );
}

const quarterWords = ({ year, quarter }: { year: number; quarter: number }) =>
  m.figures_quarter({ year: String(year), quarter: String(quarter) });

function Tables({ figures, place }: { figures: Figures; place: { id: string; name: string } }) {
  const { total, byCommunity, byCategory, byOrganisation, byMonth } = figures;
  const quarter = quarterKey(figures);
  const tables: { of: string; caption: string; rows: NamedRates[] }[] = [
    {
      of: m.figures_community(),
      caption: m.figures_by_community(),
      rows: byCommunity.map((row) => ({
        key: row.community?.id ?? '',
        name:
          row.community && row.community.id !== place.id ? (
            <Link
              to={`/figures?community=${row.community.slug}&quarter=${quarter}`}
              className="inline-flex min-h-target min-w-target items-center"
            >
              {row.community.name}
            </Link>
          ) : (
            m.figures_itself({ name: place.name })
          ),
        rates: row,
      })),
    },
    {
      of: m.committee_by_category(),
      caption: m.figures_by_category(),
      rows: byCategory.map((row) => ({
        key: row.category?.id ?? '',
        name: row.category?.name ?? m.figures_no_category(),
        rates: row,
      })),
    },
    {
      of: m.committee_by_organisation(),
      caption: m.figures_by_organisation(),
      rows: byOrganisation.map((row) => ({
        key: row.organisation?.id ?? '',
        name: row.organisation?.name ?? m.figures_no_organisation(),
        rates: row,
      })),
    },
    {
      of: m.figures_month(),
      caption: m.figures_by_month(),
      rows: byMonth.map((row) => ({ key: row.month, name: formatMonth(row.month), rates: row })),
    },
  ];
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4 sm:gap-4 elder:grid-cols-2">
        <Sum term={m.figures_response()}>
          <RateCell rate={total.response} />
        </Sum>
        <Sum term={m.figures_solved()}>
          <RateCell rate={total.solved} />
        </Sum>
        <Sum term={m.figures_satisfied()}>
          <RateCell rate={total.satisfied} />
        </Sum>
        <Sum term={m.figures_not_judged()}>
          <strong className="tabular-nums">
            {total.notJudged === null ? '—' : formatNumber(total.notJudged)}
          </strong>
        </Sum>
      </dl>
      {tables.map(
        ({ of, caption, rows }) =>
          rows.some(({ key, rates }) => tells(rates) && (key !== '' || rows.length > 1)) && (
            <Section key={caption} title={caption}>
              <RatesTable caption={caption} of={of} rows={rows} />
            </Section>
          ),
      )}
    </>
  );
}

function Sum({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="rounded-card border border-rule bg-surface p-4">
      <dt className="text-meta text-muted">{term}</dt>
      <dd className="text-lead">{children}</dd>
    </div>
  );
}
