import type { Option } from '~/app/components/ui/choice-field';

interface Branch {
  id: string;
  name: string;
  parent: { id: string } | null;
}

/** A tree as the options of a select: parents first, each level set in by an em space. */
export function optionsOfTree<Item extends Branch>(
  items: readonly Item[],
  valueOf: (item: Item) => string,
): Option[] {
  const known = new Set(items.map((item) => item.id));
  const childrenOf = new Map<string | null, Item[]>();
  for (const item of items) {
    const parent = item.parent && known.has(item.parent.id) ? item.parent.id : null;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), item]);
  }
  const walk = (parent: string | null, depth: number): Option[] =>
    (childrenOf.get(parent) ?? []).flatMap((item) => [
      { value: valueOf(item), label: `${'\u2003'.repeat(depth)}${item.name}` },
      ...walk(item.id, depth + 1),
    ]);
  return walk(null, 0);
}
