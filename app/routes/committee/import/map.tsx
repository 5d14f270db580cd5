import { randomUUID } from 'node:crypto';
import { RefreshCw } from 'lucide-react';
import { data, Form, redirect, useNavigation } from 'react-router';
import type { Route } from './+types/map';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ImportCheck } from '~/app/components/committee/import-check';
import { ImportColumns } from '~/app/components/committee/import-columns';
import { ImportSample } from '~/app/components/committee/import-sample';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { SelectField } from '~/app/components/ui/choice-field';
import { Section } from '~/app/components/ui/page';
import { TextField } from '~/app/components/ui/text-field';
import { isProblem } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { ImportNeeds, ImportPreviewQuery, type ImportPreview } from '~/app/graphql/committee/imports';
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

/** What was wrong with an import, or what checking it anew found; with the columns as they were chosen. */
interface Answer {
  checked?: ImportPreview;
  errors?: string[];
  wrong?: Record<string, string>;
  chosen: Record<string, string>;
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
  const place = { sheet: text('sheet') || null, headerRow: Number(text('headerRow')) || 1 };
  const chosen = Object.fromEntries(mapping.map(({ field, column }) => [field, column ?? '']));
  if (form.get('intent') !== 'import') {
    const variables = { id: params.importId, ...place, mapping };
    const { importPreview } = await api(context).query(ImportPreviewQuery, variables);
    return data<Answer>({ checked: importPreview ?? notFound(), chosen });
  }
  const input = { import: params.importId, ...place, mapping };
  const { importNeeds } = await api(context).mutate(ImportNeeds, { input, key: text('key') || null });
  if (!isProblem(importNeeds)) return redirect(`/committee/import/${params.importId}/report`);
  const issues = importNeeds.__typename === 'InvalidInput' ? importNeeds.issues : [];
  const wrong = Object.fromEntries(issues.map(({ path, message }) => [path.at(-1) ?? '', message]));
  const message = issues.length > 0 ? m.common_form_check() : importNeeds.message;
  return data<Answer>({ errors: [message], wrong, chosen }, { status: 400 });
}

export function meta() {
  return [{ title: m.committee_import_title() }];
}

const formId = 'mapping';

/** First whether the file can be imported and the button that does it; then what its columns mean, and its first rows. */
export default function MapColumns({ loaderData: { preview, key }, actionData }: Route.ComponentProps) {
  const busy = useNavigation().formMethod === 'POST';
  const chosen = new Map(
    actionData
      ? Object.entries(actionData.chosen)
      : preview.mapping.map(({ field, column }) => [field, column ?? '']),
  );
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
      <FormErrors errors={actionData?.errors} />
      <ImportCheck preview={actionData?.checked ?? preview} form={formId} busy={busy} />
      <Section title={m.committee_map_columns()}>
        <p className="text-muted">{m.committee_map_hint()}</p>
        <Card>
          <Form
            method="post"
            id={formId}
            className="flex flex-col gap-4"
            key={`${preview.sheet} ${preview.headerRow}`}
          >
            <input type="hidden" name="key" value={key} />
            <input type="hidden" name="sheet" value={preview.sheet ?? ''} />
            <input type="hidden" name="headerRow" value={preview.headerRow} />
            <ImportColumns preview={preview} chosen={chosen} wrong={actionData?.wrong} />
            <div>
              <Button icon={RefreshCw} name="intent" value="check" disabled={busy}>
                {m.committee_map_check()}
              </Button>
            </div>
          </Form>
        </Card>
      </Section>
      <Section title={m.committee_import_sample()}>
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
          <div className="w-44">
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
        <ImportSample columns={preview.columns} sample={preview.sample} />
      </Section>
    </DeskPage>
  );
}
