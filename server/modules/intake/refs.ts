import { builder } from '~/server/graphql/builder';
import type { FollowedRequest } from './follow-request';
import { findIntakes, type IntakeRow } from './queries';

/** What a committee took down, seen by that committee; a field may answer its row or its id. */
export const IntakeRef = builder.loadableNodeRef<IntakeRow, string>('Intake', {
  id: { resolve: (intake) => intake.id },
  load: async (ids, { deps, actor }) => (await findIntakes(deps, actor, ids)) as IntakeRow[],
});

/** How far a request has come, for whoever has its number and code. */
export const FollowedRequestRef = builder.objectRef<FollowedRequest>('FollowedRequest');
