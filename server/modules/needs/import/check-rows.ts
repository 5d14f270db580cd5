import type { Import } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { missingFields } from './fields';
import { loadImportContext } from './import-context';
import type { Problem } from './problems';
import { readRow } from './read-row';
import type { Table } from './read-table';
import { needRows, type SheetChoice, surveySheet } from './survey';

/** So many rows are looked at before an import; what the sheets of a committee have at most. */
const mostChecked = 1_000;
const mostProblems = 50;

/** What would become of a sheet's rows. */
export interface Check {
  readonly rows: number;
  /** How many of them can be taken. */
  readonly fit: number;
  readonly problems: readonly Problem[];
}

const nothing: Check = { rows: 0, fit: 0, problems: [] };

/** Reads a sheet's first rows as an import would and writes nothing. Empty while a required field has no column. */
export async function checkRows(
  deps: Deps,
  actor: Actor,
  row: Import,
  table: Table,
  choice: SheetChoice,
): Promise<Check> {
  if (missingFields(choice.mapping).length > 0) return nothing;
  const survey = await surveySheet(table, choice, mostChecked);
  const context = await loadImportContext(deps, actor, row, survey.order);
  const problems: Problem[] = [];
  let rows = 0;
  let fit = 0;
  for await (const tableRow of needRows(table, choice, survey)) {
    const { draft, problems: found } = readRow(tableRow, survey.placed, context);
    rows += 1;
    if (draft) fit += 1;
    else problems.push(...found.filter(({ refused }) => refused));
    if (rows >= mostChecked) break;
  }
  return { rows, fit, problems: problems.slice(0, mostProblems) };
}
