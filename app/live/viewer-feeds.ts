import { useViewer } from '~/app/root-data';

type Kind = 'person' | 'organisation' | 'community' | 'below';

/**
 * The viewer's own feeds of some kinds, as the server lists them: themselves, the unit they act for, the communities their committee is
 * responsible for with its grids, and `below` what lies below it.
 */
export function useViewerFeeds(...kinds: readonly Kind[]): string[] {
  const feeds = useViewer()?.feeds ?? [];
  return feeds.filter((feed) => kinds.some((kind) => feed.startsWith(`${kind}:`)));
}
