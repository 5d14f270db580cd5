import { Inbox } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/review';
import { channelWords } from '~/app/components/intake/choices';
import { spokenNumber } from '~/app/components/intake/spoken-number';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Pagination } from '~/app/components/ui/pagination';
import { api } from '~/app/graphql/api';
import { type ToReview, ToReviewQuery } from '~/app/graphql/committee/review';
import { formatFromNow, formatMoment } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

export async function loader({ context, url }: Route.LoaderArgs) {
  await committeeOf(context, url);
  const { intakes } = await api(context).query(ToReviewQuery, { after: url.searchParams.get('after') });
  return { intakes, now: new Date().toISOString() };
}

export function meta() {
  return [{ title: m.ask_review_title() }];
}

/** What came by itself, from the web or a machine: nobody but the committee sees it before one of them has looked at it. */
export default function ToReviewPage({ loaderData: { intakes, now } }: Route.ComponentProps) {
  useLive(useViewerFeeds('community', 'below'));
  const rows = intakes.edges.map((edge) => edge.node);
  return (
    <DeskPage
      title={m.ask_review_title()}
      lead={m.ask_review_lead()}
      back={{ to: '/committee/intake', label: m.committee_intake_title() }}
    >
      {rows.length === 0 && (
        <EmptyState icon={Inbox} title={m.ask_review_none()}>
          {m.ask_review_none_advice()}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {rows.map((row) => (
          <li key={row.id} className="rounded-card border border-rule bg-surface px-4 py-3">
            <Link
              to={`/committee/intake/${row.id}/review`}
              prefetch="none"
              className="inline-flex min-h-target items-center text-lead font-semibold"
            >
              {row.subject}
            </Link>
            <p>{whoWords(row)}</p>
            <p className="text-meta text-muted">
              {[
                spokenNumber(row.number),
                channelWords[row.channel](),
                formatFromNow(row.createdAt, now),
                row.respondBy &&
                  m.ask_review_respond_by({
                    when: formatMoment(row.respondBy, row.community.timeZone, now),
                  }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
      <Pagination pageInfo={intakes.pageInfo} />
    </DeskPage>
  );
}

function whoWords({ requester, reported }: ToReview): string {
  const named = (part: string) => reported.find((person) => person.part === part)?.name;
  const asks = requester?.displayName ?? named('requester') ?? m.committee_intake_nameless();
  const served = named('served');
  return served ? m.ask_review_for({ asks, served }) : asks;
}
