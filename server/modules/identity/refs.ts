import { builder } from '~/server/graphql/builder';
import { findPersons, type PersonRow } from './persons';
import type { ViewerRow } from './viewer';

/** A person whose name the caller may read; a field may answer a row or an id. Null where the caller may not. */
export const PersonRef = builder.loadableNodeRef<PersonRow, string>('Person', {
  id: { resolve: (person) => person.id },
  load: async (ids, { deps, actor }) => (await findPersons(deps, actor, ids)) as PersonRow[],
});

/** The signed-in person with what their account page shows; read with `viewerOf`. */
export const ViewerRef = builder.objectRef<ViewerRow>('Viewer');
