import type { Route } from './+types/follow-number';
import { FollowPage } from '~/app/components/follow/follow-page';
import { spokenNumber, typedNumber } from '~/app/components/intake/spoken-number';
import { m } from '~/generated/messages/messages';

export function meta(): Route.MetaDescriptors {
  return [{ title: `${m.public_follow_title()} · ${m.common_brand()}` }];
}

/** Where a slip's QR code leads: the number is there, the code is asked for. */
export default function FollowNumber({ params }: Route.ComponentProps) {
  return <FollowPage number={spokenNumber(typedNumber(params.number))} />;
}
