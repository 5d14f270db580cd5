import { Play } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { Banner } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import type { ImportPreview } from '~/app/graphql/committee/imports';
import { formatList, formatNumber } from '~/app/i18n/format';
import { ImportProblems } from './import-problems';

/** More rows than this are not looked at before the import. */
const mostChecked = 1_000;

interface ImportCheckProps {
  preview: Pick<ImportPreview, 'checkedRows' | 'fitRows' | 'problems' | 'fields' | 'mapping'>;
  /** The form that holds the mapping. */
  form: string;
  busy: boolean;
}

/** What an import would do, and the button that does it. */
export function ImportCheck({ preview, form, busy }: ImportCheckProps) {
  const { checkedRows: rows, fitRows: fit, problems } = preview;
  if (rows === 0) return <Incomplete preview={preview} />;
  if (fit === 0) {
    return (
      <>
        <Banner tone="danger" title={m.committee_map_none_fit()}>
          {m.committee_map_none_advice()}
        </Banner>
        <ImportProblems problems={problems} />
      </>
    );
  }
  return (
    <>
      <Card className="flex flex-wrap items-center justify-between gap-4">
        <div className="min-w-0 flex-1 basis-72">
          <p className="text-lead font-semibold">
            {fit === rows
              ? m.committee_map_all_fit({ count: rows })
              : m.committee_map_some_fit({
                  rows: formatNumber(rows),
                  fit: formatNumber(fit),
                  bad: formatNumber(rows - fit),
                })}
          </p>
          {fit < rows && <p className="text-muted">{m.committee_map_some_advice()}</p>}
          {rows >= mostChecked && (
            <p className="text-muted">{m.committee_map_first_rows({ count: formatNumber(rows) })}</p>
          )}
        </div>
        <Button tone="primary" icon={Play} form={form} name="intent" value="import" disabled={busy}>
          {busy ? m.committee_import_running_now() : m.committee_import_run()}
        </Button>
      </Card>
      {problems.length > 0 && <ImportProblems problems={problems} />}
    </>
  );
}

function Incomplete({ preview }: Pick<ImportCheckProps, 'preview'>) {
  const placed = new Set(preview.mapping.flatMap(({ field, column }) => (column ? [field] : [])));
  const missing = preview.fields.filter(({ key, required }) => required && !placed.has(key));
  if (missing.length === 0) {
    return (
      <Banner tone="danger" title={m.committee_map_none_fit()}>
        {m.committee_map_none_advice()}
      </Banner>
    );
  }
  return (
    <Banner tone="caution" title={m.committee_map_incomplete()}>
      {m.committee_map_incomplete_advice({ fields: formatList(missing.map(({ label }) => label)) })}
    </Banner>
  );
}
