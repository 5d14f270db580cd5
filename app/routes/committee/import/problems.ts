import type { Route } from './+types/problems';
import { byteOrderMark, csvLine, csvResponse } from '~/app/components/committee/csv';
import { api, notFound } from '~/app/graphql/api';
import type { ResultOf } from '~/app/graphql/graphql';
import { RefusedRows } from '~/app/graphql/committee/imports';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

type Refused = NonNullable<NonNullable<ResultOf<typeof RefusedRows>['import']>['refusedRows']>;

/** The rows an import left out, with their own columns and the reason beside them: to be corrected and imported as they are. */
export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { import: found } = await api(context).query(RefusedRows, { id: params.importId });
  const refused = found?.refusedRows ?? notFound();
  const head = [...refused.columns, m.committee_import_reason(), m.committee_report_file_row()];
  return csvResponse(linesOf(csvLine(head), refused), 'linli-import-rows.csv');
}

async function* linesOf(head: string, { rows }: Refused): AsyncGenerator<string> {
  yield await Promise.resolve(byteOrderMark + head);
  for (const { row, cells, problems } of rows) {
    const reasons = problems.map(({ column, reason }) => (column ? `${column}: ${reason}` : reason));
    yield csvLine([...cells, reasons.join(' / '), row]);
  }
}
