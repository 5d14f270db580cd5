import { m } from '~/generated/messages/messages';
import { Table, Td, Th } from '~/app/components/ui/table';
import type { ImportPreview } from '~/app/graphql/committee/imports';

/** The first rows of a file as they were read, under the headings of the chosen row. */
export function ImportSample({ columns, sample }: Pick<ImportPreview, 'columns' | 'sample'>) {
  return (
    <Table
      caption={m.committee_import_sample()}
      head={
        <tr>
          {columns.map((column, position) => (
            <Th key={position} className="min-w-32 align-bottom">
              {column || m.committee_import_no_heading({ number: position + 1 })}
            </Th>
          ))}
        </tr>
      }
    >
      {sample.map((row, line) => (
        <tr key={line}>
          {columns.map((_, position) => (
            <Td key={position} className="max-w-64 truncate text-meta">
              {row[position]}
            </Td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
