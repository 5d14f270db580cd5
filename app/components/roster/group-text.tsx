import { CopyButton } from '~/app/components/calendars/copy-button';
import { Card } from '~/app/components/ui/card';
import type { PosterTask } from '~/app/graphql/organisation/poster';
import { posterFacts } from './poster';
import { m } from '~/generated/messages/messages';

/** What to put into a chat group beside the poster: what anybody may know, and the link. */
export const groupTextOf = (task: PosterTask): string =>
  [
    m.organisation_group_heading({ title: task.need.title }),
    ...posterFacts(task).map(([term, text]) => m.organisation_group_fact({ term, text })),
    m.organisation_group_link({ url: task.need.shortUrl }),
  ].join('\n');

/** The text to copy: selected as a whole where the browser copies by itself. */
export function GroupText({ task }: { task: PosterTask }) {
  const text = groupTextOf(task);
  return (
    <Card>
      <h2 className="text-title">{m.organisation_group_title()}</h2>
      <p className="mt-1 text-muted">{m.organisation_group_lead()}</p>
      <p className="my-3 rounded-control border border-rule bg-ground p-4 wrap-anywhere whitespace-pre-line select-all">
        {text}
      </p>
      <CopyButton text={text} />
    </Card>
  );
}
