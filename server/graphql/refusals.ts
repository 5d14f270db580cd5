import { InvalidInput, Refused, refusalCodes } from '~/server/policy/refusal';
import { refusalSentence } from '~/server/policy/refusal-words';
import { inWords } from '~/server/policy/parse-input';
import { builder } from './builder';

export const RefusalCodeEnum = builder.enumType('RefusalCode', {
  description: 'Every reason Linli gives for not doing what was asked.',
  values: refusalCodes,
});

builder.objectType(Refused, {
  name: 'Refusal',
  description: 'The answer "no", with its reason from the closed list and a sentence for the person.',
  fields: (t) => ({
    code: t.field({ type: RefusalCodeEnum, resolve: (refused) => refused.code }),
    message: t.string({
      description: "What happened and what to do next, in the caller's language.",
      resolve: (refused, _args, context) => refusalSentence(refused.code, context.locale),
    }),
  }),
});

const InputIssueRef = builder
  .objectRef<{ path: readonly string[]; message: string }>('InputIssue')
  .implement({
    description: 'One field that cannot be taken as it is.',
    fields: (t) => ({
      path: t.stringList({
        description: 'Where it stands, e.g. ["tasks", "0", "endsAt"].',
        resolve: (issue) => [...issue.path],
      }),
      message: t.string({ resolve: (issue, _args, context) => inWords(issue.message, context.locale) }),
    }),
  });

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'Input that does not fit; nothing was changed.',
  fields: (t) => ({
    message: t.string({
      resolve: (invalid, _args, context) =>
        invalid.issues.map((issue) => inWords(issue.message, context.locale)).join(' '),
    }),
    issues: t.field({ type: [InputIssueRef], resolve: (invalid) => [...invalid.issues] }),
  }),
});
