/** Every message Linli leaves for a person in the app. Its words stand in messages/server as `server_notice_<kind>`. */
export const noticeKinds = [
  'need_published',
  'need_returned',
  'need_changed',
  'need_cancelled',
  'need_thanked',
  'need_reopened',
  'need_consented',
  'task_cancelled',
  'claim_requested',
  'claim_confirmed',
  'claim_refused',
  'claim_released',
  'claim_withdrawn',
  'claim_passed_on',
  'claim_offered',
  'claim_reminder',
  'claim_called_off_for_you',
  'claim_offer_expired',
  'claim_wait_requested',
  'claim_wait_ended',
  'claim_hand_over_offered',
  'claim_hand_over_asked',
  'claim_hand_over_requested',
  'claim_hand_over_taken',
  'claim_hand_over_swapped',
  'claim_hand_over_declined',
  'claim_hand_over_ended',
  'claim_handed_over',
  'claim_walk_in',
  'draw_won',
  'draw_waiting',
  'claim_no_show',
  'claim_no_show_undone',
  'record_proposed',
  'record_confirmed',
  'record_verified',
  'record_rejected',
  'record_corrected',
  'record_disputed',
  'record_disputed_unit',
  'dispute_resolved',
  'certificate_issued',
  'certificate_revoked',
  'organisation_verified',
  'organisation_refused',
  'organisation_suspended',
  'membership_added',
  'membership_ended',
  'identity_checked',
  'visit_not_arrived',
  'visit_overdue',
  'visit_stop_word',
  'care_paired',
  'care_unpaired',
  'care_changed',
  'care_paused',
  'care_busy',
  'care_needs',
  'care_not_reached',
  'intake_received',
  'intake_button',
  'intake_taken_back',
  'care_withdrawn',
  'proxy_named',
  'proxy_given',
  'proxy_ended',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** What a notice is about: ids only. Titles, names and reasons are joined when it is read. */
export interface NoticeDetail {
  readonly needId?: string | null;
  readonly judgementId?: string | null;
  readonly taskId?: string | null;
  readonly claimId?: string | null;
  readonly recordId?: string | null;
  readonly certificateId?: string | null;
  readonly organisationId?: string | null;
  readonly membershipId?: string | null;
  readonly careEntryId?: string | null;
  readonly intakeId?: string | null;
}

export const isNoticeKind = (kind: string): kind is NoticeKind =>
  (noticeKinds as readonly string[]).includes(kind);
