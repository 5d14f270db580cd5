import type { Feed } from '~/server/modules/audit/record-change';
import { isPublished } from './rules';
import type { NeedBelonging } from './scope';

/** Who hears of a change to a need: its own page, its unit, its committee, whoever asked and is served; the board once it is public. */
export function feedsOfNeed(need: NeedBelonging & { id: string }): Feed[] {
  const feeds: Feed[] = [`need:${need.id}`, `community:${need.communityId}`];
  if (need.organisationId) feeds.push(`organisation:${need.organisationId}`);
  for (const person of new Set([need.requestedById, need.servedPersonId])) {
    if (person) feeds.push(`person:${person}`);
  }
  if (isPublished(need.status) && need.placeKind !== 'private_home') feeds.push('board');
  return feeds;
}
