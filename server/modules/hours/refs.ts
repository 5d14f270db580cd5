import { builder } from '~/server/graphql/builder';
import { findRecords, type RecordRow } from './queries';

/** A service record, seen by the volunteer, the recording unit and the committee; a field may answer its row or its id. */
export const ServiceRecordRef = builder.loadableNodeRef<RecordRow, string>('ServiceRecord', {
  id: { resolve: (record) => record.id },
  load: async (ids, { deps, actor }) => (await findRecords(deps, actor, ids)) as RecordRow[],
});
