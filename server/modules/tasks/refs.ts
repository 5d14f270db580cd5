import { builder } from '~/server/graphql/builder';
import { findTasks, type TaskRow } from './queries';

/** A task; a field may answer its row or its id, and ids are read together. Null where the caller may not read it. */
export const TaskRef = builder.loadableNodeRef<TaskRow, string>('Task', {
  id: { resolve: (task) => task.id },
  load: async (ids, { deps, actor }) => (await findTasks(deps, actor, ids)) as TaskRow[],
});
