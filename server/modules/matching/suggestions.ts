import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';
import { findCandidates } from './candidates';
import { readOffer } from './offer';
import { reasonsFor, type Reason } from './reasons';
import { scoreMatch } from './score';

/** An open task that fits a person, with the reasons in words. */
export interface SuggestionRow {
  readonly taskId: string;
  /** 0 to 1; comparable within one version of the score only. */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** The tasks that fit the caller best, one of each need. A stranger gets none. */
export async function findSuggestions(
  deps: Deps,
  actor: Actor,
  first: number,
  locale: 'en' | 'zh-CN',
): Promise<SuggestionRow[]> {
  const personId = personFor(actor, 'task.claim');
  if (personId === null) return [];
  const { offer, skills, homeCommunityId } = await readOffer(deps, personId);
  const candidates = await findCandidates(deps, { id: personId, homeCommunityId, home: offer.home });

  const fitting = candidates
    .flatMap((candidate) => {
      const match = scoreMatch(offer, candidate);
      return 'refusal' in match ? [] : [{ candidate, match }];
    })
    .sort(
      (a, b) =>
        b.match.score - a.match.score || a.candidate.startsAt.getTime() - b.candidate.startsAt.getTime(),
    );
  const perNeed = new Map<string, (typeof fitting)[number]>();
  for (const pair of fitting)
    if (!perNeed.has(pair.candidate.needId)) perNeed.set(pair.candidate.needId, pair);

  return [...perNeed.values()].slice(0, Math.min(Math.max(first, 1), 50)).map(({ candidate, match }) => ({
    taskId: candidate.taskId,
    score: match.score,
    reasons: reasonsFor(offer, skills, candidate, match, locale),
  }));
}
