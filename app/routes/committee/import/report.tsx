import { ClipboardList, Download, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { redirect, useRevalidator } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/report';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ImportProblems } from '~/app/components/committee/import-problems';
import { importStateWords } from '~/app/components/committee/import-words';
import { ActionForm } from '~/app/components/ui/action-form';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Details } from '~/app/components/ui/details';
import { Section } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { ImportReport, UndoImport } from '~/app/graphql/committee/imports';
import { formatNumber } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const shape = z.object({ intent: z.literal('undo') });

export async function action({ request, context, url, params }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const { undoImport } = await api(context).mutate(UndoImport, { input: { import: params.importId } });
  return isProblem(undoImport) ? read.refuse(undoImport) : redirect(url.pathname);
}

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { import: found } = await api(context).query(ImportReport, { id: params.importId });
  return { unit, report: found ?? notFound() };
}

export function meta() {
  return [{ title: m.committee_report_title() }];
}

/** How often a running import is asked how far it has come. */
const askEveryMs = 1_000;

export default function Report({ loaderData: { unit, report }, actionData }: Route.ComponentProps) {
  useLive([`community:${unit.community.id}`]);
  const running = report.state === 'running';
  useProgress(running);
  // Row 0 is the file as a whole.
  const remarks = report.problems.filter(({ row }) => row === 0);
  const rows = report.problems.filter(({ row }) => row > 0);
  const counts = [
    { term: m.committee_report_read(), value: report.rowsRead },
    { term: m.committee_report_created(), value: report.rowsCreated },
    { term: m.committee_report_updated(), value: report.rowsUpdated },
    { term: m.committee_report_unchanged(), value: report.rowsUnchanged },
    { term: m.committee_report_refused(), value: report.rowsRefused },
  ];
  return (
    <DeskPage
      title={m.committee_report_title()}
      lead={`${report.fileName} · ${importStateWords(report.state)}`}
      width="wide"
      back={{ to: '/committee/import', label: m.committee_import_title() }}
    >
      {running && (
        <>
          <noscript>
            <meta httpEquiv="refresh" content="3" />
          </noscript>
          <Banner title={m.committee_import_running_now()}>{m.committee_report_running_advice()}</Banner>
          <Progress read={report.rowsRead} total={report.rowsTotal} />
        </>
      )}
      {report.state === 'failed' && (
        <Banner tone="danger" title={m.committee_report_failed()}>
          {m.committee_report_failed_advice()}
        </Banner>
      )}
      <div role="status">
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5 elder:grid-cols-1">
          {counts.map(({ term, value }) => (
            <div
              key={term}
              className="flex flex-col-reverse justify-end rounded-card max-sm:first:col-span-2 border border-rule bg-surface p-4"
            >
              <dt className="text-meta text-muted">{term}</dt>
              <dd className="text-headline font-semibold tabular-nums">{formatNumber(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
      {report.state === 'finished' && report.rowsCreated > 0 && (
        <div className="flex flex-wrap gap-3">
          <LinkButton to="/committee/needs" icon={ClipboardList}>
            {m.committee_report_next()}
          </LinkButton>
        </div>
      )}
      {remarks.length > 0 && (
        <Section title={m.committee_import_remarks()}>
          <ul className="list-disc pl-5">
            {remarks.map(({ reason }) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Section>
      )}
      {rows.length > 0 && (
        <Section
          title={m.committee_import_problems()}
          action={
            report.rowsRefused > 0 && (
              <LinkButton
                to={`/committee/import/${report.id}/problems.csv`}
                icon={Download}
                reloadDocument
                prefetch="none"
              >
                {m.committee_report_download()}
              </LinkButton>
            )
          }
        >
          {report.rowsRefused > 0 && <p className="text-muted">{m.committee_report_advice()}</p>}
          <ImportProblems problems={rows} />
        </Section>
      )}
      {(report.state === 'finished' || report.state === 'failed') && report.rowsCreated > 0 && (
        <Details summary={m.committee_undo()}>
          <p>{m.committee_undo_advice()}</p>
          <ActionForm
            hidden={{ intent: 'undo' }}
            reply={actionData}
            label={m.committee_undo()}
            tone="danger"
            icon={Undo2}
          />
        </Details>
      )}
    </DeskPage>
  );
}

/** How far a running import is; without a bar until its rows are counted. */
function Progress({ read, total }: { read: number; total: number | null }) {
  if (total === null || total === 0) return null;
  const words = m.committee_report_progress({ read: formatNumber(read), total: formatNumber(total) });
  return (
    <div>
      <progress value={read} max={total} aria-label={words} className="h-3 w-full accent-primary" />
      <p className="text-meta text-muted tabular-nums">{words}</p>
    </div>
  );
}

/** Asks again while an import is running; its end also arrives by the community's feed. */
function useProgress(running: boolean): void {
  const { revalidate } = useRevalidator();
  const load = useRef(revalidate);
  useEffect(() => {
    load.current = revalidate;
  });
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => void load.current(), askEveryMs);
    return () => window.clearInterval(timer);
  }, [running]);
}
