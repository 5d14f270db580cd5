import type { AstrayDelivery, DeliveryCount, NoticeChannel, NoticeGroup } from '~/app/graphql/notices';
import { m } from '~/generated/messages/messages';

export const groupWords: Record<NoticeGroup, { name: () => string; what: () => string }> = {
  now: { name: m.notices_group_now, what: m.notices_group_now_what },
  mine: { name: m.notices_group_mine, what: m.notices_group_mine_what },
  work: { name: m.notices_group_work, what: m.notices_group_work_what },
  news: { name: m.notices_group_news, what: m.notices_group_news_what },
};

export const channelWords: Record<NoticeChannel, () => string> = {
  email: m.notices_channel_email,
  sms: m.notices_channel_sms,
  push: m.notices_channel_push,
};

export const modeOptions = () => [
  { value: 'immediately', label: m.notices_mode_immediately() },
  { value: 'daily', label: m.notices_mode_daily() },
  { value: 'off', label: m.notices_mode_off() },
];

export const stateWords: Record<DeliveryCount['state'], () => string> = {
  waiting: m.notices_state_waiting,
  sending: m.notices_state_sending,
  sent: m.notices_state_sent,
  failed: m.notices_state_failed,
  unknown: m.notices_state_unknown,
  dropped: m.notices_state_dropped,
};

const errorWords: ReadonlyMap<string, () => string> = new Map([
  ['unreachable', m.notices_error_unreachable],
  ['busy', m.notices_error_busy],
  ['refused', m.notices_error_refused],
  ['timed_out', m.notices_error_timed_out],
  ['interrupted', m.notices_error_interrupted],
]);

/** What went wrong with a message, and whether it may have gone out all the same. */
export const astrayWords = ({ state, error }: AstrayDelivery): string =>
  `${stateWords[state]()} · ${(errorWords.get(error ?? '') ?? m.notices_error_unreachable)()}`;
