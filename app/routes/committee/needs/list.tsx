import { CheckCheck, Megaphone } from 'lucide-react';
import { Form, Link, redirect, useNavigation } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/list';
import { DueBadge } from '~/app/components/needs/due-badge';
import { DeskPage } from '~/app/components/organisation/desk-page';
import { Banner, FormErrors } from '~/app/components/ui/banner';
import { Button } from '~/app/components/ui/button';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Pagination } from '~/app/components/ui/pagination';
import { Table, Td, Th } from '~/app/components/ui/table';
import { isProblem, readForm } from '~/app/forms/form';
import { api } from '~/app/graphql/api';
import { ReviewList, ReviewNeed } from '~/app/graphql/committee/needs';
import { formatFromNow, formatNumber, formatWindow } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const ticked = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string()));
const shape = z.object({
  needs: ticked.refine((ids) => ids.length > 0, { error: () => m.committee_needs_none_ticked() }),
});

export async function loader({ context, url }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const variables = { community: unit.community.id, after: url.searchParams.get('after') };
  const { needs } = await api(context).query(ReviewList, variables);
  const count = (name: string) => Number(url.searchParams.get(name)) || 0;
  const done = { approved: count('approved'), held: count('held') };
  return { needs, done, now: new Date().toISOString() };
}

/** Approves the ticked ones, each by itself: one that cannot be approved holds up none of the others. */
export async function action({ request, context, url }: Route.ActionArgs) {
  await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  let approved = 0;
  for (const id of read.value.needs) {
    const { reviewNeed } = await api(context).mutate(ReviewNeed, { input: { id, approve: true } });
    if (!isProblem(reviewNeed)) approved += 1;
  }
  return redirect(`${url.pathname}?approved=${approved}&held=${read.value.needs.length - approved}`);
}

export function meta() {
  return [{ title: m.committee_needs_title() }];
}

export default function NeedsInReview({ loaderData, actionData }: Route.ComponentProps) {
  const { needs, done, now } = loaderData;
  useLive(useViewerFeeds('community', 'below'));
  const busy = useNavigation().formMethod === 'POST';
  return (
    <DeskPage title={m.committee_needs_title()} lead={m.committee_needs_lead()} width="wide">
      {done.approved + done.held > 0 && (
        <Banner
          tone={done.held > 0 ? 'caution' : 'success'}
          urgent
          title={m.committee_needs_approved({ count: done.approved })}
        >
          {done.held > 0 && m.committee_needs_held({ count: done.held })}
        </Banner>
      )}
      {needs.edges.length === 0 ? (
        <EmptyState icon={Megaphone} title={m.committee_needs_empty()}>
          {m.committee_needs_empty_advice()}
        </EmptyState>
      ) : (
        <Form method="post" className="flex flex-col gap-4">
          <FormErrors errors={actionData?.error?.needs ?? actionData?.error?.[''] ?? undefined} />
          <Table
            caption={m.committee_needs_title()}
            head={
              <tr>
                <Th>
                  <span className="sr-only">{m.committee_tick()}</span>
                </Th>
                <Th>{m.committee_need()}</Th>
                <Th className="max-sm:hidden">{m.committee_when()}</Th>
                <Th className="max-lg:hidden">{m.committee_place()}</Th>
                <Th className="text-right max-lg:hidden">{m.committee_places()}</Th>
                <Th className="max-sm:hidden">{m.committee_waits()}</Th>
              </tr>
            }
          >
            {needs.edges.map(({ node }) => {
              const when =
                node.startsAt &&
                node.endsAt &&
                formatWindow(node.startsAt, node.endsAt, node.community.timeZone, now);
              return (
                <tr key={node.id}>
                  <Td className="py-0 align-middle">
                    <label className="flex min-h-target min-w-target items-center justify-center">
                      <input type="checkbox" name="needs" value={node.id} className="size-6" />
                      <span className="sr-only">{node.title}</span>
                    </label>
                  </Td>
                  <Td>
                    <Link to={`/committee/needs/${node.id}`} prefetch="intent" className="font-semibold">
                      {node.title}
                    </Link>
                    <span className="block text-meta text-muted">
                      {node.organisation?.name}
                      {node.organisation && node.organisation.status !== 'verified' && (
                        <span className="text-caution"> · {m.committee_needs_unverified()}</span>
                      )}
                    </span>
                    <span className="block text-meta text-muted sm:hidden">{when}</span>
                    <DueBadge dueAt={node.dueAt} now={now} />
                  </Td>
                  <Td className="max-sm:hidden">{when}</Td>
                  <Td className="max-lg:hidden">{node.placeName}</Td>
                  <Td numeric className="max-lg:hidden">
                    {formatNumber(node.places)}
                  </Td>
                  <Td className="whitespace-nowrap text-meta text-muted max-sm:hidden">
                    {formatFromNow(node.createdAt, now)}
                  </Td>
                </tr>
              );
            })}
          </Table>
          <div>
            <Button tone="primary" icon={CheckCheck} disabled={busy}>
              {busy ? m.common_working() : m.committee_needs_approve_ticked()}
            </Button>
          </div>
        </Form>
      )}
      <Pagination pageInfo={needs.pageInfo} />
    </DeskPage>
  );
}
