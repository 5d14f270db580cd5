import type { Deps } from '~/server/deps';
import {
  findCommunities,
  findCommunitiesNamed,
  type CommunityRow,
} from '~/server/modules/communities/queries';
import { PlainError } from './run-command';

/** The community that a command line names: by its name, in any language it has one in, or by its short name for addresses. */
export async function chooseCommunity(
  deps: Pick<Deps, 'pool' | 'clock'>,
  wanted: string,
): Promise<CommunityRow> {
  const found = await findCommunitiesNamed(deps, wanted);
  const [only] = found;
  if (!only) throw new PlainError(`There is no community ${wanted}: give its name as the pages show it.`);
  if (found.length === 1) return only;
  const lines = await linesOf(deps, found);
  throw new PlainError(
    [`Several communities are called ${wanted}. Name one of them by the word in front:`, ...lines].join('\n'),
  );
}

/** One line a community, with what tells it from others of its name. */
async function linesOf(deps: Pick<Deps, 'pool'>, found: readonly CommunityRow[]): Promise<string[]> {
  const parents = await findCommunities(
    deps,
    found.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])),
  );
  return found.map(({ slug, name, nameEn, parentId }) => {
    const parent = parents.find(({ id }) => id === parentId);
    const names = nameEn && nameEn !== name ? `${name}, ${nameEn}` : name;
    return `  --community ${slug}   ${names}${parent ? `, in ${parent.nameEn ?? parent.name}` : ''}`;
  });
}
