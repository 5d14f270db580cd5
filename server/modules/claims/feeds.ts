import type { PlaceKind } from '~/generated/prisma/enums';
import type { Feed } from '~/server/modules/audit/record-change';

/**
 * Rooms that hear of a claim. The board hears only that the counts of something it shows have changed, and never of a
 * private home.
 */
export function claimFeeds(change: {
  needId: string;
  taskId: string;
  personId: string | null;
  organisationId: string | null;
  communityId: string;
  placeKind: PlaceKind;
  countsChanged: boolean;
}): Feed[] {
  const feeds: Feed[] = [`need:${change.needId}`, `task:${change.taskId}`, `community:${change.communityId}`];
  if (change.personId) feeds.push(`person:${change.personId}`);
  if (change.organisationId) feeds.push(`organisation:${change.organisationId}`);
  if (change.countsChanged && change.placeKind !== 'private_home') feeds.push('board');
  return feeds;
}
