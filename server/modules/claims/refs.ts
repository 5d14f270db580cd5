import { builder } from '~/server/graphql/builder';
import { findClaims, type ClaimRow } from './queries';

/** A claim, seen by the volunteer and by whoever runs the day; a field may answer its row or its id. */
export const ClaimRef = builder.loadableNodeRef<ClaimRow, string>('Claim', {
  id: { resolve: (claim) => claim.id },
  load: async (ids, { deps, actor }) => (await findClaims(deps, actor, ids)) as ClaimRow[],
});
