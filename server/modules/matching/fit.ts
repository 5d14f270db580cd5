import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';
import { findCandidatesAmong } from './candidates';
import { readOffer } from './offer';
import { reasonsFor, type Reason } from './reasons';
import { scoreMatch } from './score';

/**
 * Why each of some needs fits the caller, by its open task that fits best; nothing for a stranger, and nothing where no
 * place could be theirs. That a need is short of people is said of the need itself and left out here.
 */
export async function findFit(
  deps: Deps,
  actor: Actor,
  needIds: readonly string[],
  locale: 'en' | 'zh-CN',
): Promise<Reason[][]> {
  const personId = personFor(actor, 'task.claim');
  if (personId === null) return needIds.map(() => []);
  const [{ offer, skills }, candidates] = await Promise.all([
    readOffer(deps, personId),
    findCandidatesAmong(deps, personId, needIds),
  ]);
  const best = new Map<string, { score: number; reasons: Reason[] }>();
  for (const candidate of candidates) {
    const match = scoreMatch(offer, candidate);
    if ('refusal' in match || match.score <= (best.get(candidate.needId)?.score ?? -1)) continue;
    const reasons = reasonsFor(offer, skills, candidate, match, locale);
    best.set(candidate.needId, {
      score: match.score,
      reasons: reasons.filter((reason) => reason.kind !== 'urgency'),
    });
  }
  return needIds.map((id) => best.get(id)?.reasons ?? []);
}
