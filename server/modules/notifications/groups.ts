import type { NoticeGroup } from '~/generated/prisma/enums';
import type { NoticeKind } from './kinds';

/** In the order in which they are chosen from. */
export const noticeGroups = ['now', 'mine', 'work', 'news'] as const satisfies readonly NoticeGroup[];

/**
 * What each kind of message is about for whoever gets it: `now` what cannot wait, `mine` their own tasks and hours, `work` what waits for
 * them in a role, `news` what needs nothing done.
 */
export const groupOf: { readonly [Kind in NoticeKind]: NoticeGroup } = {
  need_published: 'work',
  need_returned: 'work',
  need_changed: 'now',
  need_cancelled: 'now',
  need_thanked: 'news',
  need_reopened: 'work',
  need_consented: 'work',
  task_cancelled: 'now',
  claim_requested: 'work',
  claim_confirmed: 'mine',
  claim_refused: 'mine',
  claim_released: 'now',
  claim_withdrawn: 'work',
  claim_passed_on: 'work',
  claim_offered: 'now',
  claim_reminder: 'now',
  claim_called_off_for_you: 'now',
  claim_offer_expired: 'mine',
  claim_wait_requested: 'mine',
  claim_wait_ended: 'mine',
  claim_hand_over_offered: 'now',
  claim_hand_over_asked: 'now',
  claim_hand_over_requested: 'mine',
  claim_hand_over_taken: 'now',
  claim_hand_over_swapped: 'now',
  claim_hand_over_declined: 'mine',
  claim_hand_over_ended: 'mine',
  claim_handed_over: 'work',
  claim_walk_in: 'mine',
  draw_won: 'mine',
  draw_waiting: 'mine',
  claim_no_show: 'mine',
  claim_no_show_undone: 'mine',
  record_proposed: 'work',
  record_confirmed: 'news',
  record_verified: 'news',
  record_rejected: 'mine',
  record_corrected: 'mine',
  record_disputed: 'work',
  record_disputed_unit: 'work',
  dispute_resolved: 'mine',
  certificate_issued: 'news',
  certificate_revoked: 'mine',
  organisation_verified: 'work',
  organisation_refused: 'work',
  organisation_suspended: 'work',
  membership_added: 'news',
  membership_ended: 'news',
  identity_checked: 'news',
  visit_not_arrived: 'now',
  visit_overdue: 'now',
  visit_stop_word: 'now',
  care_paired: 'mine',
  care_unpaired: 'mine',
  care_changed: 'now',
  care_paused: 'now',
  care_busy: 'work',
  care_needs: 'work',
  care_not_reached: 'now',
  intake_received: 'work',
  intake_button: 'now',
  intake_taken_back: 'work',
  care_withdrawn: 'work',
  proxy_named: 'mine',
  proxy_given: 'mine',
  proxy_ended: 'mine',
};

/** Somebody may be in danger, or waits at a door: told at any hour. */
export const emergencies: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'visit_not_arrived',
  'visit_overdue',
  'visit_stop_word',
  'care_not_reached',
  'intake_button',
]);

/** Something about a task that somebody counts on is no longer as it was: told at any hour when it begins within a day. */
export const changes: ReadonlySet<NoticeKind> = new Set<NoticeKind>([
  'need_changed',
  'need_cancelled',
  'task_cancelled',
  'claim_released',
  'claim_offered',
  'claim_called_off_for_you',
  'care_changed',
  'care_paused',
]);
