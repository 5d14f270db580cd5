import type { Feed } from '~/server/modules/audit/record-change';
import { isPublished } from './rules';
import type { NeedBelonging } from './scope';

/** Who hears of a change to a need: its own page, its unit, its committee, whoever asked; the board once it is public. */
export function feedsOfNeed(need: NeedBelonging & { id: string }): Feed[] {
  const feeds: Feed[] = [`need:${need.id}`, `community:${need.communityId}`];
  if (need.organisationId) feeds.push(`organisation:${need.organisationId}`);
  if (need.requestedById) feeds.push(`person:${need.requestedById}`);
  if (isPublished(need.status) && need.placeKind !== 'private_home') feeds.push('board');
  return feeds;
}
