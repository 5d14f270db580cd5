import { Check, Sparkles } from 'lucide-react';
import { Link } from 'react-router';
import type { Route } from './+types/for-you';
import { actOnClaim, newFormKey } from '~/app/components/claims/act-on-claim';
import { TaskItem } from '~/app/components/claims/task-item';
import { OfferedPlace } from '~/app/components/hand-over/offered-place';
import { CategoryMark } from '~/app/components/needs/category-mark';
import { LinkButton } from '~/app/components/ui/button';
import { Card } from '~/app/components/ui/card';
import { Details } from '~/app/components/ui/details';
import { EmptyState } from '~/app/components/ui/empty-state';
import { Page, Section } from '~/app/components/ui/page';
import { api, pageFacts, signInFirst } from '~/app/graphql/api';
import { type Suggestion, SuggestionsQuery } from '~/app/graphql/volunteer';
import { useLive } from '~/app/live/use-live';
import { useViewerFeeds } from '~/app/live/viewer-feeds';
import { m } from '~/generated/messages/messages';

const shown = 12;
/** In elder mode the page holds these alone; the rest is one press away. */
const best = 3;

export async function loader({ context, url }: Route.LoaderArgs) {
  const onlyBest = pageFacts(context).elderMode && !url.searchParams.has('all');
  const { viewer, suggestions, handOversToAll } = await api(context).query(SuggestionsQuery, {
    first: onlyBest ? best : shown,
  });
  if (!viewer) signInFirst(url);
  const { skills, availability, homeCommunity } = viewer.profile;
  const profileIsThin = skills.length === 0 || availability.length === 0 || homeCommunity === null;
  return {
    suggestions,
    // In elder mode the page holds the best few alone.
    handedOver: onlyBest ? [] : handOversToAll,
    onlyBest,
    profileIsThin,
    now: new Date().toISOString(),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  return actOnClaim(api(context), await request.formData(), '/my/tasks');
}

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.common_nav_for_you()} · ${m.common_brand()}` }];
}

export default function ForYou({ loaderData, actionData }: Route.ComponentProps) {
  const { suggestions, handedOver, onlyBest, profileIsThin, now, formKey } = loaderData;
  const needs = suggestions.map(({ task }) => `need:${task.need.id}`);
  useLive(['board', ...needs, ...useViewerFeeds('person')]);
  const item = (suggestion: Suggestion, position: number) => (
    <SuggestionCard
      key={suggestion.task.id}
      suggestion={suggestion}
      now={now}
      formKey={formKey}
      refusal={actionData}
      primary={position === 0}
    />
  );
  return (
    <Page
      title={m.common_nav_for_you()}
      lead={m.volunteer_for_you_lead()}
      action={<LinkButton to="/account/profile">{m.volunteer_edit_profile()}</LinkButton>}
    >
      {suggestions.length === 0 ? (
        <EmptyState
          icon={Sparkles}
          title={m.volunteer_no_suggestions()}
          action={<LinkButton to="/account/profile">{m.public_board_tell_us()}</LinkButton>}
        >
          {profileIsThin ? m.volunteer_no_suggestions_thin() : m.volunteer_no_suggestions_advice()}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-col gap-4">{suggestions.slice(0, best).map(item)}</div>
          <Details summary={m.volunteer_why()}>
            <p>{m.volunteer_why_answer()}</p>
          </Details>
          {onlyBest && (
            <LinkButton to="/for-you?all" wide>
              {m.volunteer_more()}
            </LinkButton>
          )}
          {suggestions.length > best && (
            <Section title={m.volunteer_more()}>
              <div className="flex flex-col gap-4">
                {suggestions.slice(best).map((suggestion) => item(suggestion, best))}
              </div>
            </Section>
          )}
        </>
      )}
      {handedOver.length > 0 && (
        <Section title={m.handover_open_title()}>
          <p className="text-muted">{m.handover_open_lead()}</p>
          <div className="flex flex-col gap-4">
            {handedOver.map((offer) => (
              <OfferedPlace key={offer.id} offer={offer} now={now} formKey={formKey} refusal={actionData} />
            ))}
          </div>
        </Section>
      )}
    </Page>
  );
}

type SuggestionCardProps = Pick<
  React.ComponentProps<typeof TaskItem>,
  'now' | 'formKey' | 'refusal' | 'primary'
> & {
  suggestion: Suggestion;
};

/** A task with why it fits, in words, and the claim itself. */
function SuggestionCard({ suggestion, ...rest }: SuggestionCardProps) {
  const { task, reasons } = suggestion;
  const { need } = task;
  return (
    <Card as="article" className="!p-0">
      <div className="flex flex-col gap-2 p-4 pb-0 sm:p-5 sm:pb-0">
        {need.category && (
          <div>
            <CategoryMark category={need.category} />
          </div>
        )}
        <h2 className="text-lead">
          <Link
            to={`/needs/${need.id}`}
            prefetch="intent"
            className="flex min-h-target items-center text-ink no-underline hover:text-primary"
          >
            {need.title}
          </Link>
        </h2>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 font-medium text-primary">
          {reasons.map((reason) => (
            <li key={reason.kind + reason.text} className="flex items-center gap-1.5">
              <Check aria-hidden className="size-4 shrink-0" />
              {reason.text}
            </li>
          ))}
        </ul>
      </div>
      <ul>
        <TaskItem
          task={task}
          need={need}
          place={need.placeName ?? need.community.name}
          zone={need.community.timeZone}
          {...rest}
        />
      </ul>
    </Card>
  );
}
