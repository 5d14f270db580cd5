import { encodeId } from '~/server/database/id';
import type { NoticeDetail, NoticeKind } from './kinds';

/** The page where the reader of a notice sees more or acts; null when there is nothing to see. */
export function noticeUrl(kind: NoticeKind, detail: NoticeDetail, number: string | null): string | null {
  const ofRoster =
    kind === 'claim_requested' ||
    kind === 'claim_withdrawn' ||
    kind === 'claim_passed_on' ||
    kind === 'claim_handed_over' ||
    kind.startsWith('visit_');
  if (ofRoster && detail.taskId) return `/organisation/tasks/${encodeId('Task', detail.taskId)}/roster`;
  if (kind === 'record_disputed' && detail.recordId)
    return `/committee/records/${encodeId('ServiceRecord', detail.recordId)}`;
  if (kind === 'record_disputed_unit') return '/organisation/hours?state=disputed';
  if (kind.startsWith('record_') || kind === 'dispute_resolved') return '/my/hours';
  if (kind.startsWith('certificate_')) return number ? `/certificates/${number}` : null;
  if (kind.startsWith('organisation_')) return '/organisation';
  if (kind.startsWith('membership_')) return '/account';
  if (kind.startsWith('care_'))
    return detail.careEntryId ? `/committee/care/${encodeId('CareEntry', detail.careEntryId)}` : '/my/tasks';
  if (kind.startsWith('intake_'))
    return detail.intakeId ? `/committee/intake/${encodeId('Intake', detail.intakeId)}/review` : null;
  if (kind.startsWith('proxy_')) return '/account/proxies';
  if ((kind === 'need_reopened' || kind === 'need_consented') && detail.needId)
    return `/organisation/needs/${encodeId('Need', detail.needId)}`;
  // Where the offer stands first, with its answers.
  if (kind === 'claim_offered' || kind === 'claim_reminder' || kind.startsWith('claim_hand_over_'))
    return '/my/tasks';
  // A private home is not open any more through a claim that ended.
  if (kind === 'claim_released' || kind === 'claim_wait_ended' || kind === 'claim_called_off_for_you')
    return '/my/tasks';
  if (kind === 'identity_checked') return '/account/profile';
  if (kind === 'task_cancelled' && detail.needId && detail.taskId)
    return `/needs/${encodeId('Need', detail.needId)}#task-${encodeId('Task', detail.taskId)}`;
  return detail.needId ? `/needs/${encodeId('Need', detail.needId)}` : '/my/tasks';
}
