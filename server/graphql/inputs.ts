import { builder } from './builder';

/** The input of mutations that take none; a field keeps GraphQL's rule that an input has one. */
export const EmptyInputRef = builder.inputType('EmptyInput', {
  fields: (t) => ({ _: t.boolean() }),
});

/** The input of mutations that take one id. */
export const IdInputRef = builder.inputType('IdInput', {
  fields: (t) => ({ id: t.id({ required: true }) }),
});
