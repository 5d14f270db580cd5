import type { DeliveryChannel, DeliveryMode, NoticeGroup } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { QuietHours } from '~/server/modules/communities/quiet-hours';
import { communitySetting, settingOf } from '~/server/modules/communities/settings';
import { findReachedKinds } from '~/server/modules/contact/reach';
import type { Actor } from '~/server/policy/actor';
import { deliveryChannels, usualModes } from './delivery-rules';
import { noticeGroups } from './groups';

export interface NoticeSettings {
  /** The channels over which this installation sends at all. */
  readonly channels: readonly { readonly channel: DeliveryChannel; readonly isReached: boolean }[];
  readonly groups: readonly ({ readonly group: NoticeGroup } & Readonly<
    Record<DeliveryChannel, DeliveryMode>
  >)[];
  readonly quiet: QuietHours;
  /** Whether the quiet hours are the person's own. */
  readonly isOwnQuiet: boolean;
}

/** How the person at the keyboard is told of what; null for a stranger. */
export async function findNoticeSettings(
  deps: Pick<Deps, 'pool' | 'prisma' | 'settings'>,
  { personId }: Actor,
): Promise<NoticeSettings | null> {
  if (personId === null) return null;
  const person = await deps.prisma.person.findUniqueOrThrow({
    where: { id: personId },
    select: { homeCommunityId: true, noticeChoices: true, noticeHours: true },
  });
  const reached = await findReachedKinds(deps, personId);
  const isReached: Readonly<Record<DeliveryChannel, boolean>> = {
    email: reached.has('email'),
    sms: reached.has('phone'),
    push: false,
  };
  const { noticeHours, homeCommunityId } = person;
  const chosen = new Map(person.noticeChoices.map((choice) => [choice.group, choice]));
  return {
    channels: deliveryChannels
      .filter((channel) => deps.settings.channels?.includes(channel))
      .map((channel) => ({ channel, isReached: isReached[channel] })),
    groups: noticeGroups.map((group) => {
      const { email, sms, push } = chosen.get(group) ?? usualModes[group];
      return { group, email, sms, push };
    }),
    quiet: noticeHours
      ? { from: noticeHours.quietFrom, until: noticeHours.quietUntil }
      : homeCommunityId
        ? await communitySetting(deps, homeCommunityId, 'quietHours')
        : settingOf('quietHours', null),
    isOwnQuiet: noticeHours !== null,
  };
}
