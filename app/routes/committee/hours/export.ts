import { data } from 'react-router';
import type { Route } from './+types/export';
import { byteOrderMark, csvLine, csvResponse } from '~/app/components/committee/csv';
import { recordStateWords } from '~/app/components/needs/state-words';
import { evidenceWords } from '~/app/components/organisation/evidence';
import { api, type Api } from '~/app/graphql/api';
import type { ResultOf } from '~/app/graphql/graphql';
import { ExportPage } from '~/app/graphql/committee/hours';
import { getLocale, type Locale } from '~/app/i18n/locale';
import { withLocale } from '~/app/i18n/server-locale';
import { isoDay, toLocalInput } from '~/app/i18n/format';
import { committeeOf } from '../../organisation/unit';
import { periodOf } from './period';
import { m } from '~/generated/messages/messages';

type Page = ResultOf<typeof ExportPage>['serviceRecords'];
type Row = Page['edges'][number]['node'];

/**
 * Every verified record of the period as CSV, written page by page: the one way out for a committee's hours. Answers 400 where
 * the address names no such days.
 */
export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  if (!unit.may.includes('hours.export')) throw data(null, { status: 403 });
  const zone = unit.community.timeZone;
  const { from, until, startsAt, endsAt, problems } = periodOf(url.searchParams, zone);
  if (problems) {
    const words = [...new Set([...(problems.from ?? []), ...(problems.until ?? [])])].join(' ');
    return new Response(words, { status: 400, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
  }
  const filter = {
    community: unit.community.id,
    state: ['verified' as const],
    from: startsAt,
    until: endsAt,
  };
  const lines = linesOf(api(context).query, filter, zone, getLocale());
  return csvResponse(lines, `linli-hours-${from}-${until}.csv`);
}

type Filter = NonNullable<Parameters<typeof pageOf>[1]>;

async function* linesOf(
  query: Api['query'],
  filter: Filter,
  zone: string,
  locale: Locale,
): AsyncGenerator<string> {
  // The response is read outside the request's own language, so each piece says which one it speaks.
  yield withLocale(locale, () => byteOrderMark + csvLine(headings()));
  let after: string | null = null;
  do {
    const page: Page = await pageOf(query, filter, after);
    yield withLocale(locale, () => page.edges.map(({ node }) => csvLine(cellsOf(node, zone))).join(''));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
}

async function pageOf(
  query: Api['query'],
  filter: { community: string; state: 'verified'[]; from: string | null; until: string | null },
  after: string | null,
) {
  return (await query(ExportPage, { filter, after })).serviceRecords;
}

function headings(): string[] {
  return [
    m.committee_volunteer(),
    m.committee_unit(),
    m.committee_by_category(),
    m.committee_activity(),
    m.committee_place(),
    m.committee_date(),
    m.organisation_task_starts(),
    m.organisation_task_ends(),
    m.committee_minutes(),
    m.committee_unit_hours(),
    m.committee_evidence(),
    m.committee_state(),
    m.committee_record_id(),
  ];
}

function cellsOf(row: Row, zone: string) {
  const clock = (at: string) => toLocalInput(at, zone).slice(11);
  return [
    row.person?.displayName ?? '',
    row.organisation.name,
    row.need?.category?.name,
    row.activityName,
    row.place,
    isoDay(row.startsAt, zone),
    clock(row.startsAt),
    clock(row.endsAt),
    row.minutes,
    Number((row.minutes / 60).toFixed(2)),
    evidenceWords(row.evidenceLevel),
    recordStateWords(row.state).text,
    row.id,
  ];
}
