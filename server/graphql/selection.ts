import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * The names of the fields that a query asks for below a field, as dotted paths, e.g. `edges.node.community`; so that a
 * read joins in what is asked for and nothing else. A field under @skip or @include counts as asked for.
 */
export function selectedPaths(info: GraphQLResolveInfo, depth: number): ReadonlySet<string> {
  const paths = new Set<string>();
  const visit = (selection: SelectionSetNode | undefined, prefix: string, left: number): void => {
    if (!selection || left === 0) return;
    for (const node of selection.selections) {
      if (node.kind === Kind.FIELD) {
        const path = prefix + node.name.value;
        paths.add(path);
        visit(node.selectionSet, `${path}.`, left - 1);
      } else if (node.kind === Kind.INLINE_FRAGMENT) visit(node.selectionSet, prefix, left);
      else visit(info.fragments[node.name.value]?.selectionSet, prefix, left);
    }
  };
  for (const node of info.fieldNodes) visit(node.selectionSet, '', depth);
  return paths;
}
