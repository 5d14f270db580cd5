import { m } from '~/generated/messages/messages';
import { Table, Td, Th } from '~/app/components/ui/table';

interface Problem {
  row: number;
  column: string | null;
  reason: string;
  value: string | null;
  /** False when the row was taken in all the same. */
  refused: boolean;
}

/** What was wrong with which cell: row as the spreadsheet counts it, column, what stood there, and why it was refused. */
export function ImportProblems({ problems }: { problems: readonly Problem[] }) {
  return (
    <Table
      caption={m.committee_import_problems()}
      head={
        <tr>
          <Th className="text-right">{m.committee_import_row()}</Th>
          <Th>{m.committee_import_column()}</Th>
          <Th>{m.committee_import_reason()}</Th>
          <Th className="max-sm:hidden">{m.committee_import_value()}</Th>
        </tr>
      }
    >
      {problems.map((problem, position) => (
        <tr key={position}>
          <Td numeric>{problem.row > 0 ? problem.row : '—'}</Td>
          <Td>{problem.column ?? '—'}</Td>
          <Td>
            {problem.reason}
            {!problem.refused && problem.row > 0 && (
              <span className="block text-meta text-muted">{m.committee_import_taken_anyway()}</span>
            )}
          </Td>
          <Td className="max-w-64 truncate text-muted max-sm:hidden">{problem.value ?? '—'}</Td>
        </tr>
      ))}
    </Table>
  );
}
