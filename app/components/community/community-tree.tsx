import type { Branch } from '~/app/graphql/committee/communities';
import { m } from '~/generated/messages/messages';
import { levelWords } from './level-words';

/** Communities and what lies below each: its level and the committee that answers for it. */
export function CommunityTree({ branches }: { branches: readonly Branch[] }) {
  return (
    <ul className="flex flex-col gap-3 border-l border-rule pl-4">
      {branches.map((branch) => (
        <li key={branch.id} className="flex flex-col gap-3">
          <p>
            <span className="block font-semibold">{branch.name}</span>
            <span className="block text-meta text-muted">
              {[levelWords(branch.level), committeeWords(branch)].filter(Boolean).join(' · ')}
            </span>
          </p>
          {branch.children && branch.children.length > 0 && <CommunityTree branches={branch.children} />}
        </li>
      ))}
    </ul>
  );
}

/** A grid belongs to the committee above it, so nothing is missing there. */
function committeeWords({ level, committee }: Branch): string | null {
  if (committee) return committee.name;
  return level === 'grid' ? null : m.committee_communities_no_committee();
}

/** The same, one after another, the upper before the lower. */
export function flattened(branches: readonly Branch[]): Branch[] {
  return branches.flatMap((branch) => [branch, ...flattened(branch.children ?? [])]);
}
