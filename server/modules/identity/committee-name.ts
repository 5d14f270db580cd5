import { m } from '~/generated/messages/messages';
import type { CommunityLevel } from '~/generated/prisma/enums';

/** What the committee of a new community is called until somebody names it. */
export function committeeName(
  { communityName, communityLevel }: { communityName: string; communityLevel: CommunityLevel },
  locale: 'en' | 'zh-CN',
): string {
  const words = { community: communityName };
  if (communityLevel === 'community' || communityLevel === 'grid')
    return m.server_residents_committee_name(words, { locale });
  if (communityLevel === 'street') return m.server_street_office_name(words, { locale });
  return m.server_committee_name(words, { locale });
}
