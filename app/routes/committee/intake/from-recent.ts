import { type Channel, channels } from '~/app/components/intake/choices';
import type { Option } from '~/app/components/ui/choice-field';
import type { IntakeDesk } from '~/app/graphql/committee/intake';

type Recent = Pick<IntakeDesk['recent']['edges'][number]['node'], 'channel' | 'category' | 'takenInBy'>;

/** How the officer's own last request came, newest first; by telephone when there is none. */
export function channelOf(recent: readonly Recent[], officer: string): Channel {
  const last = recent.find(({ takenInBy }) => takenInBy?.id === officer)?.channel;
  return channels.find((channel) => channel === last) ?? 'phone';
}

/** The kinds of help as choices, those that were used most of late first, the others in the vocabulary's order. */
export function categoriesByUse(
  categories: IntakeDesk['categories'],
  recent: readonly Pick<Recent, 'category'>[],
): Option[] {
  const uses = new Map<string, number>();
  for (const { category } of recent) if (category) uses.set(category.id, (uses.get(category.id) ?? 0) + 1);
  return [...categories]
    .sort((a, b) => (uses.get(b.id) ?? 0) - (uses.get(a.id) ?? 0))
    .map(({ id, name, parent }) => ({ value: id, label: parent ? `${parent.name} · ${name}` : name }));
}
