import type { Feed } from '~/server/modules/audit/record-change';
import type { Attendee } from './find-attendee';

/** Rooms that hear of a check-in or check-out: those who run the day, and the volunteer. */
export const attendanceFeeds = (attendee: Attendee): Feed[] => [
  `task:${attendee.taskId}`,
  `person:${attendee.personId}`,
  `community:${attendee.communityId}`,
  ...(attendee.organisationId ? [`organisation:${attendee.organisationId}` as const] : []),
];
