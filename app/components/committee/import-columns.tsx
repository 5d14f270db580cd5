import { m } from '~/generated/messages/messages';
import { SelectField } from '~/app/components/ui/choice-field';
import { Details } from '~/app/components/ui/details';
import type { ImportPreview } from '~/app/graphql/committee/imports';

type Field = ImportPreview['fields'][number];

interface ImportColumnsProps {
  preview: Pick<ImportPreview, 'columns' | 'fields'>;
  /** Which column each field is in, by the field's key. */
  chosen: ReadonlyMap<string, string>;
  wrong?: Readonly<Record<string, string>>;
}

/** Which column holds what: first what the file has and what it must have, then all the rest. */
export function ImportColumns({ preview, chosen, wrong = {} }: ImportColumnsProps) {
  const columns = preview.columns.filter(Boolean).map((column) => ({ value: column, label: column }));
  const isFirst = (field: Field) =>
    field.required || Boolean(chosen.get(field.key)) || Boolean(wrong[field.key]);
  const rest = preview.fields.filter((field) => !isFirst(field));
  const select = (field: Field) => (
    <SelectField
      key={field.key}
      field={{
        id: `map-${field.key}`,
        name: `map.${field.key}`,
        initialValue: chosen.get(field.key) ?? '',
        errors: wrong[field.key] ? [wrong[field.key] ?? ''] : undefined,
      }}
      label={field.required ? m.committee_map_required({ label: field.label }) : field.label}
      empty={m.committee_map_none()}
      options={columns}
    />
  );
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 elder:grid-cols-1">
        {preview.fields.filter(isFirst).map(select)}
      </div>
      {rest.length > 0 && (
        <Details summary={m.committee_map_more({ count: rest.length })}>
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 elder:grid-cols-1">{rest.map(select)}</div>
        </Details>
      )}
    </>
  );
}
