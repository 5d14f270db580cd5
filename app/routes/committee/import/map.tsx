import { randomUUID } from 'node:crypto';
import { Play } from 'lucide-react';
import { data, Form, redirect, useNavigation } from 'react-router';
import type { Route } from './+types/map';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ImportProblems } from '~/app/components/committee/import-problems';
import { ImportSample } from '~/app/components/committee/import-sample';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { ImportNeeds, ImportPreviewQuery } from '~/app/graphql/committee/imports';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

/** Which sheet and which row of headings the address asks for; undefined lets the server find them. */
function choiceOf(url: URL) {
  const headerRow = Number(url.searchParams.get('header'));
  return {
    sheet: url.searchParams.get('sheet') ?? undefined,
    headerRow: Number.isInteger(headerRow) && headerRow > 0 ? headerRow : undefined,
  };
}

export async function loader({ context, url, params }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const variables = { id: params.importId, ...choiceOf(url) };
  const { importPreview } = await api(context).query(ImportPreviewQuery, variables);
  return { preview: importPreview ?? notFound(), key: randomUUID() };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const form = await request.formData();
  const mapping = [...form].flatMap(([name, value]) =>
    name.startsWith('map.') && typeof value === 'string'
      ? [{ field: name.slice(4), column: value || null }]
      : [],
  );
  const text = (name: string) => String(form.get(name) ?? '');
  const input = {
    import: params.importId,
    sheet: text('sheet') || null,
    headerRow: Number(text('headerRow')) || 1,
    mapping,
  };
  const { importNeeds } = await api(context).mutate(ImportNeeds, { input, key: text('key') || null });
  if (!isProblem(importNeeds)) return redirect(`/committee/import/${params.importId}/report`);
  const issues = importNeeds.__typename === 'InvalidInput' ? importNeeds.issues : [];
  const chosen = Object.fromEntries(mapping.map(({ field, column }) => [field, column ?? '']));
  const wrong = Object.fromEntries(issues.map(({ path, message }) => [path.at(-1) ?? '', message]));
  const message = issues.length > 0 ? m.common_form_check() : importNeeds.message;
  return data({ errors: [message], wrong, chosen }, { status: 400 });
}

export function meta() {
  return [{ title: m.committee_import_title() }];
}

export default function MapColumns({ loaderData: { preview, key }, actionData }: Route.ComponentProps) {
  const busy = useNavigation().formMethod === 'POST';
  const mapped = new Map(preview.mapping.map(({ field, column }) => [field, column ?? '']));
  const columns = preview.columns.filter(Boolean).map((column) => ({ value: column, label: column }));
  return (
    <DeskPage
      title={m.committee_map_title()}
      lead={
        preview.encoding
          ? m.committee_map_lead_text({ file: preview.fileName, encoding: preview.encoding })
          : preview.fileName
      }
      width="wide"
      back={{ to: '/committee/import', label: m.committee_import_title() }}
    >
      <Form method="get" className="flex flex-wrap items-end gap-4">
        {preview.sheets.length > 1 && (
          <div className="min-w-48">
            <SelectField
              field={{ id: 'sheet', name: 'sheet', initialValue: preview.sheet ?? '' }}
              label={m.committee_import_sheet()}
              options={preview.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            />
          </div>
        )}
        <div className="w-56">
          <TextField
            field={{ id: 'header', name: 'header', initialValue: String(preview.headerRow) }}
            label={m.committee_import_header_row()}
            type="number"
            inputMode="numeric"
            min={1}
          />
        </div>
        <Button>{m.committee_import_reread()}</Button>
      </Form>
      <Section title={m.committee_import_sample()}>
        <ImportSample columns={preview.columns} sample={preview.sample} />
      </Section>
      <Form method="post" className="flex flex-col gap-4" key={`${preview.sheet} ${preview.headerRow}`}>
        <Section title={m.committee_map_columns()}>
          <p className="text-muted">{m.committee_map_hint()}</p>
          <FormErrors errors={actionData?.errors} />
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="sheet" value={preview.sheet ?? ''} />
          <input type="hidden" name="headerRow" value={preview.headerRow} />
          <Card className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 elder:grid-cols-1">
            {preview.fields.map((field) => (
              <SelectField
                key={field.key}
                field={{
                  id: `map-${field.key}`,
                  name: `map.${field.key}`,
                  initialValue: actionData?.chosen[field.key] ?? mapped.get(field.key) ?? '',
                  errors: actionData?.wrong[field.key] ? [actionData.wrong[field.key] ?? ''] : undefined,
                }}
                label={field.required ? m.committee_map_required({ label: field.label }) : field.label}
                empty={m.committee_map_none()}
                options={columns}
              />
            ))}
          </Card>
        </Section>
        <div>
          <Button tone="primary" icon={Play} disabled={busy}>
            {busy ? m.committee_import_running_now() : m.committee_import_run()}
          </Button>
        </div>
      </Form>
      {preview.problems.length > 0 && (
        <Section title={m.committee_import_seen()}>
          <ImportProblems problems={preview.problems} />
        </Section>
      )}
    </DeskPage>
  );
}
