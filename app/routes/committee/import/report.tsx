import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useRevalidator } from 'react-router';
import type { Route } from './+types/report';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { ImportProblems } from '~/app/components/committee/import-problems';
import { importStateWords } from '~/app/components/committee/import-words';
import { Banner } from '~/app/components/ui/banner';
import { LinkButton } from '~/app/components/ui/button';
import { Section } from '~/app/components/ui/page';
import { api, notFound } from '~/app/graphql/api';
import { ImportReport } from '~/app/graphql/committee/imports';
import { formatNumber } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

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

export default function Report({ loaderData: { unit, report } }: Route.ComponentProps) {
  useLive([`community:${unit.community.id}`]);
  const running = report.state === 'running';
  useProgress(running);
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
      {report.problems.length > 0 && (
        <Section
          title={m.committee_import_problems()}
          action={
            <LinkButton to={`/committee/import/${report.id}/problems.csv`} icon={Download} reloadDocument>
              {m.committee_report_download()}
            </LinkButton>
          }
        >
          <p className="text-muted">{m.committee_report_advice()}</p>
          <ImportProblems problems={report.problems} />
        </Section>
      )}
    </DeskPage>
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
