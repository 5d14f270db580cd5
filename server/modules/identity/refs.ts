import { encodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { findPersons, type PersonRow } from './persons';
import type { PasskeyOptions } from './register-passkey';
import type { ViewerRow } from './viewer';

/** A person whose name the caller may read; a field may answer a row or an id. Null where the caller may not. */
export const PersonRef = builder.loadableNodeRef<PersonRow, string>('Person', {
  id: { resolve: (person) => person.id },
  load: async (ids, { deps, actor }) => (await findPersons(deps, actor, ids)) as PersonRow[],
});

/** The signed-in person with what their account page shows; read with `viewerOf`. */
export const ViewerRef = builder.objectRef<ViewerRow>('Viewer');

/** What a browser needs to make or use a passkey. */
export const PasskeyOptionsRef = builder.objectRef<PasskeyOptions>('PasskeyOptions').implement({
  fields: (t) => ({
    challengeId: t.id({ resolve: (options) => encodeId('PasskeyChallenge', options.challengeId) }),
    options: t.field({
      type: 'JSON',
      description: "WebAuthn's JSON options.",
      resolve: (options) => options.options,
    }),
  }),
});

export const PasskeyResponseInputRef = builder.inputType('PasskeyResponseInput', {
  fields: (t) => ({
    challengeId: t.id({ required: true }),
    response: t.field({ type: 'JSON', required: true, description: "WebAuthn's JSON answer." }),
    label: t.string({ description: 'What the person calls this passkey; used when it is made.' }),
  }),
});
