import { FileUp } from 'lucide-react';
import { data, Form, Link, redirect, useNavigation } from 'react-router';
import type { Route } from './+types/start';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { importStateWords } from '~/app/components/committee/import-words';
import { FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { controlLook, Field } from '~/app/components/ui/field';
import { Section } from '~/app/components/ui/page';
import { Table, Td, Th } from '~/app/components/ui/table';
import { TextArea } from '~/app/components/ui/text-field';
import { isProblem } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { ImportsQuery, PreviewImport } from '~/app/graphql/committee/imports';
import { formatMoment, formatNumber } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { committeeOf } from '../../organisation/unit';
import { readUpload, type Upload } from './read-upload';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { imports } = await api(context).query(ImportsQuery, { community: unit.community.id });
  return { unit, imports };
}

/** Takes a file or pasted cells in and goes on to naming the columns; nothing is imported yet. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const unit = await committeeOf(context, url);
  const upload = await readUpload(request);
  const text = upload.kind === 'text' ? upload.text : '';
  const content = contentOf(upload);
  if (typeof content === 'string') return data({ error: content, text }, { status: 400 });
  const input = { community: unit.community.id, ...content };
  const { previewImport } = await api(context).mutate(PreviewImport, { input });
  if (!isProblem(previewImport)) return redirect(`/committee/import/${previewImport.importId}`);
  const issue = previewImport.__typename === 'InvalidInput' ? previewImport.issues[0]?.message : undefined;
  return data({ error: issue ?? previewImport.message, text }, { status: 400 });
}

/** What to send to the API, or the sentence that says why there is nothing to send. */
function contentOf(upload: Upload) {
  switch (upload.kind) {
    case 'file':
      return { fileName: upload.fileName, contentBase64: upload.content };
    case 'text':
      return { fileName: m.committee_import_pasted(), text: upload.text };
    case 'too_large':
      return m.committee_import_too_large();
    case 'unreadable':
      return m.committee_import_unreadable();
    case 'nothing':
      return m.committee_import_nothing();
  }
}

export function meta() {
  return [{ title: m.committee_import_title() }];
}

export default function StartImport({ loaderData: { unit, imports }, actionData }: Route.ComponentProps) {
  useLive([`community:${unit.community.id}`]);
  const busy = useNavigation().formData !== undefined;
  const file = { id: 'file', name: 'file' };
  return (
    <DeskPage title={m.committee_import_title()} lead={m.committee_import_lead()}>
      <Form method="post" encType="multipart/form-data" className="flex flex-col gap-6">
        <FormErrors errors={actionData ? [actionData.error] : undefined} />
        <Card className="flex flex-col gap-6">
          <Field field={file} label={m.committee_import_file()} hint={m.committee_import_file_hint()}>
            <input
              type="file"
              id="file"
              name="file"
              accept=".xlsx,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              aria-describedby="file-hint"
              className={controlLook}
            />
          </Field>
          <TextArea
            field={{ id: 'text', name: 'text', initialValue: actionData?.text }}
            label={m.committee_import_paste()}
            hint={m.committee_import_paste_hint()}
            rows={5}
            className="font-mono text-meta"
            spellCheck={false}
          />
          <div>
            <Button tone="primary" icon={FileUp} disabled={busy}>
              {busy ? m.common_working() : m.committee_import_read()}
            </Button>
          </div>
        </Card>
      </Form>
      {imports.length > 0 && (
        <Section title={m.committee_import_former()}>
          <Table
            caption={m.committee_import_former()}
            head={
              <tr>
                <Th>{m.committee_import_file()}</Th>
                <Th>{m.committee_state()}</Th>
                <Th className="text-right max-sm:hidden">{m.committee_import_taken()}</Th>
                <Th className="text-right">{m.committee_import_refused()}</Th>
              </tr>
            }
          >
            {imports.map((each) => (
              <tr key={each.id}>
                <Td className="wrap-anywhere">
                  <Link to={`/committee/import/${each.id}${each.state === 'previewed' ? '' : '/report'}`}>
                    {each.fileName}
                  </Link>
                  <span className="block text-meta text-muted">
                    {formatMoment(each.createdAt, unit.community.timeZone)}
                  </span>
                </Td>
                <Td>{importStateWords(each.state)}</Td>
                <Td numeric className="max-sm:hidden">
                  {formatNumber(each.rowsCreated + each.rowsUpdated)}
                </Td>
                <Td numeric>{formatNumber(each.rowsRefused)}</Td>
              </tr>
            ))}
          </Table>
        </Section>
      )}
    </DeskPage>
  );
}
