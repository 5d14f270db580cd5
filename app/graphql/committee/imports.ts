import { graphql, type ResultOf } from '~/app/graphql/graphql';
import { InvalidParts, RefusalParts } from '~/app/graphql/problems';

/** Former imports of a community. */
export const ImportsQuery = graphql(`
  query Imports($community: ID!) {
    imports(community: $community) {
      id
      fileName
      state
      rowsCreated
      rowsUpdated
      rowsRefused
      createdAt
    }
  }
`);

/** A file that has been read, as its columns are about to be named. */
export const ImportPreviewQuery = graphql(`
  query ImportPreview($id: ID!, $sheet: String, $headerRow: Int, $mapping: [ImportMappingInput!]) {
    importPreview(id: $id, sheet: $sheet, headerRow: $headerRow, mapping: $mapping) {
      importId
      fileName
      sheets
      sheet
      headerRow
      encoding
      columns
      sample
      fields {
        key
        label
        required
      }
      mapping {
        field
        column
      }
      checkedRows
      fitRows
      problems {
        row
        column
        reason
        value
        refused
      }
    }
  }
`);
export type ImportPreview = NonNullable<ResultOf<typeof ImportPreviewQuery>['importPreview']>;

/** What became of an import. */
export const ImportReport = graphql(`
  query ImportReport($id: ID!) {
    import(id: $id) {
      id
      fileName
      state
      rowsTotal
      rowsRead
      rowsCreated
      rowsUpdated
      rowsUnchanged
      rowsRefused
      createdAt
      finishedAt
      problems {
        row
        column
        reason
        value
        refused
      }
    }
  }
`);

/** What an import left out, as it stood in the file. */
export const RefusedRows = graphql(`
  query RefusedRows($id: ID!) {
    import(id: $id) {
      id
      fileName
      refusedRows {
        columns
        rows {
          row
          cells
          problems {
            column
            reason
          }
        }
      }
    }
  }
`);

export const UndoImport = graphql(
  `
    mutation UndoImport($input: UndoImportInput!) {
      undoImport(input: $input) {
        __typename
        ... on Import {
          id
          state
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const PreviewImport = graphql(
  `
    mutation PreviewImport($input: PreviewImportInput!) {
      previewImport(input: $input) {
        __typename
        ... on ImportPreview {
          importId
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);

export const ImportNeeds = graphql(
  `
    mutation ImportNeeds($input: ImportNeedsInput!, $key: String) {
      importNeeds(input: $input, idempotencyKey: $key) {
        __typename
        ... on Import {
          id
          state
        }
        ...RefusalParts
        ...InvalidParts
      }
    }
  `,
  [RefusalParts, InvalidParts],
);
