import type { Route } from './+types/problems';
import { byteOrderMark, csvLine, csvResponse } from '~/app/components/committee/csv';
import { api, notFound } from '~/app/graphql/api';
import { type ResultOf } from '~/app/graphql/graphql';
import { ImportReport } from '~/app/graphql/committee/imports';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

type Problems = NonNullable<ResultOf<typeof ImportReport>['import']>['problems'];

/** The refused rows of an import as CSV, to mend them in the spreadsheet they came from. */
export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { import: found } = await api(context).query(ImportReport, { id: params.importId });
  const headings = csvLine([
    m.committee_import_row(),
    m.committee_import_column(),
    m.committee_import_reason(),
    m.committee_import_value(),
  ]);
  return csvResponse(linesOf(headings, (found ?? notFound()).problems), 'linli-import-problems.csv');
}

async function* linesOf(headings: string, problems: Problems): AsyncGenerator<string> {
  yield await Promise.resolve(byteOrderMark + headings);
  for (const { row, column, reason, value, refused } of problems)
    if (refused) yield csvLine([row, column, reason, value]);
}
