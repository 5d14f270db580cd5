import { BadgeCheck } from 'lucide-react';
import { redirect } from 'react-router';
import { z } from 'zod';
import type { Route } from './+types/organisation';
import { DeskPage } from '~/app/components/organisation/desk-page';
import {
  organisationKindWords,
  organisationStatusWords,
} from '~/app/components/committee/organisation-words';
import { NeedState } from '~/app/components/organisation/need-state';
import { ActionForm, ReasonForm } from '~/app/components/ui/action-form';
import { Badge } from '~/app/components/ui/badge';
import { Banner } from '~/app/components/ui/banner';
import { Card } from '~/app/components/ui/card';
import { Facts } from '~/app/components/ui/facts';
import { Section } from '~/app/components/ui/page';
import { isProblem, readForm } from '~/app/forms/form';
import { api, notFound } from '~/app/graphql/api';
import { DecideOrganisation, OrganisationReview } from '~/app/graphql/committee/organisations';
import { formatDate, formatList } from '~/app/i18n/format';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { committeeOf } from '../../organisation/unit';
import { m } from '~/generated/messages/messages';

const reason = z.string().trim().min(2).max(500);
const shape = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('verified') }),
  z.object({ decision: z.literal('refused'), reason }),
  z.object({ decision: z.literal('suspended'), reason }),
]);

export async function loader({ context, url, params }: Route.LoaderArgs) {
  const unit = await committeeOf(context, url);
  const { organisation } = await api(context).query(OrganisationReview, { id: params.organisationId });
  return { unit, organisation: organisation ?? notFound(), proposed: url.searchParams.has('proposed') };
}

export async function action({ request, context, url, params }: Route.ActionArgs) {
  const unit = await committeeOf(context, url);
  const read = readForm(await request.formData(), shape);
  if (!read.ok) return read.reply;
  const input = { organisation: params.organisationId, ...read.value };
  const { decideOrganisation } = await api(context).mutate(DecideOrganisation, { input });
  if (isProblem(decideOrganisation)) return read.refuse(decideOrganisation);
  return redirect(unit.may.includes('organisation.decide') ? url.pathname : `${url.pathname}?proposed=1`);
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.organisation.name }];
}

export default function OrganisationReviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { unit, organisation, proposed } = loaderData;
  useLive(useViewerFeeds('community'));
  const decides = organisation.may.includes('decide');
  const proposes = decides || organisation.may.includes('propose');
  const { text, tone } = organisationStatusWords(organisation.status);
  const people = organisation.memberships.flatMap(({ person }) =>
    person?.displayName ? [person.displayName] : [],
  );
  return (
    <DeskPage
      title={organisation.name}
      lead={<Badge tone={tone}>{text}</Badge>}
      back={{ to: '/committee/organisations', label: m.committee_organisations_title() }}
    >
      {proposed && (
        <Banner tone="success" urgent title={m.committee_proposed_title()}>
          {m.committee_proposed_advice()}
        </Banner>
      )}
      {organisation.proposal && (
        <Banner
          tone="info"
          title={m.committee_proposal({
            name: organisation.proposal.proposedBy?.displayName ?? m.organisation_nameless(),
            decision: organisationStatusWords(organisation.proposal.decision).text,
          })}
        >
          {organisation.proposal.reason}
        </Banner>
      )}
      {organisation.statusReason && (
        <Banner tone="caution">{m.organisation_reason_given({ reason: organisation.statusReason })}</Banner>
      )}
      <Card>
        <Facts
          facts={[
            { term: m.committee_kind(), value: organisationKindWords(organisation.kind) },
            {
              term: m.committee_credit_code(),
              value: organisation.creditCode ?? m.committee_no_credit_code(),
            },
            { term: m.committee_people(), value: people.length > 0 ? formatList(people) : '—' },
            organisation.description !== null && {
              term: m.committee_description(),
              value: organisation.description,
            },
            organisation.website !== null && { term: m.committee_website(), value: organisation.website },
            {
              term: m.committee_registered(),
              value: formatDate(organisation.createdAt, unit.community.timeZone),
            },
          ]}
        />
      </Card>
      {proposes && organisation.status !== 'verified' && (
        <div className="flex flex-col gap-3">
          {!decides && <p className="text-muted">{m.committee_officer_proposes()}</p>}
          <ActionForm
            hidden={{ decision: 'verified' }}
            reply={actionData}
            label={decides ? m.committee_verify_organisation() : m.committee_propose_verify()}
            tone="primary"
            icon={BadgeCheck}
          />
        </div>
      )}
      {proposes && organisation.status === 'pending' && (
        <ReasonForm
          hidden={{ decision: 'refused' }}
          reply={actionData}
          summary={decides ? m.committee_refuse_organisation() : m.committee_propose_refuse()}
          question={m.committee_refuse_organisation_question()}
          hint={m.committee_organisation_reads()}
          label={decides ? m.committee_refuse_organisation() : m.committee_propose_refuse()}
        />
      )}
      {proposes && organisation.status === 'verified' && (
        <ReasonForm
          hidden={{ decision: 'suspended' }}
          reply={actionData}
          summary={decides ? m.committee_suspend() : m.committee_propose_suspend()}
          question={m.committee_suspend_question()}
          hint={m.committee_organisation_reads()}
          label={decides ? m.committee_suspend() : m.committee_propose_suspend()}
        />
      )}
      {organisation.needs.edges.length > 0 && (
        <Section title={m.committee_their_needs()}>
          <ul className="divide-y divide-rule rounded-card border border-rule bg-surface">
            {organisation.needs.edges.map(({ node }) => (
              <li key={node.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
                <span>{node.title}</span>
                <NeedState {...node} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </DeskPage>
  );
}
