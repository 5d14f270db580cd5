import { builder } from './builder';

/** Names one thing by its id; of which type, the mutation says. */
export const IdInputRef = builder.inputType('IdInput', { fields: (t) => ({ id: t.id({ required: true }) }) });

/** For mutations that need nothing but the session. */
export const EmptyInputRef = builder.inputType('EmptyInput', {
  fields: (t) => ({ _: t.boolean({ description: 'Says nothing; GraphQL has no empty input types.' }) }),
});

/** Said by mutations that leave nothing to show. */
export const DoneRef = builder.objectRef<{ done: boolean }>('Done').implement({
  fields: (t) => ({ done: t.exposeBoolean('done') }),
});
