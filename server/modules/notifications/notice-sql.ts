import { zoneSql } from '~/server/modules/hours/zone-sql';

/**
 * Notices with what they are about, joined when they are read: a SELECT that goes on with its WHERE. What is said of somebody's private
 * life is marked, so that nothing of it leaves the app.
 */
export const noticeSql = `
  SELECT notice.id, notice.kind, notice.detail, notice."createdAt", notice."readAt",
         coalesce(need.title, record."activityName") AS title,
         task.title AS "taskTitle", task."startsAt", claim."expiresAt",
         CASE WHEN notice.kind IN ('task_cancelled', 'care_busy', 'care_needs', 'care_not_reached', 'claim_offered', 'claim_reminder')
           THEN ${zoneSql('need."communityId"')} END AS "timeZone",
         organisation.name AS unit,
         certificate.number,
         coalesce(need."placeKind" = 'private_home' OR need.kind <> 'activity', notice.kind LIKE 'care%') AS "isPrivate",
         CASE
           WHEN notice.kind LIKE 'record%' THEN record.reason
           WHEN notice.kind = 'dispute_resolved' THEN dispute.resolution
           WHEN notice.kind LIKE 'claim%' THEN claim.reason
           WHEN notice.kind = 'need_thanked' THEN judgement.thanks
           WHEN notice.kind = 'task_cancelled' THEN task."cancelReason"
           WHEN notice.kind LIKE 'certificate%' THEN certificate."revocationReason"
           WHEN notice.kind LIKE 'organisation%' THEN organisation."statusReason"
           ELSE need."statusReason"
         END AS reason
    FROM "Notice" notice
    LEFT JOIN "ServiceRecord" record ON record.id = (notice.detail->>'recordId')::uuid
    LEFT JOIN "Claim" claim ON claim.id = (notice.detail->>'claimId')::uuid
    LEFT JOIN "Task" task ON task.id = coalesce((notice.detail->>'taskId')::uuid, claim."taskId", record."taskId")
    LEFT JOIN "Need" need ON need.id = coalesce((notice.detail->>'needId')::uuid, task."needId", record."needId")
    LEFT JOIN "NeedJudgement" judgement ON judgement.id = (notice.detail->>'judgementId')::uuid
    LEFT JOIN "Certificate" certificate ON certificate.id = (notice.detail->>'certificateId')::uuid
    LEFT JOIN "Organisation" organisation ON organisation.id = (notice.detail->>'organisationId')::uuid
    LEFT JOIN LATERAL (
      SELECT resolution FROM "Dispute" WHERE "recordId" = record.id ORDER BY "resolvedAt" DESC NULLS LAST LIMIT 1
    ) dispute ON notice.kind = 'dispute_resolved'`;
