import { builder } from '~/server/graphql/builder';
import { NeedRef } from '~/server/modules/needs/refs';
import { TaskRef } from '~/server/modules/tasks/refs';
import { findFit } from './fit';
import type { Reason } from './reasons';
import { findSuggestions, type SuggestionRow } from './suggestions';

const SuggestionReasonRef = builder.objectRef<Reason>('SuggestionReason').implement({
  description: 'One reason why a task fits, in words.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'skills, languages, time, distance or urgency.' }),
    text: t.exposeString('text'),
  }),
});

const SuggestionRef = builder.objectRef<SuggestionRow>('Suggestion').implement({
  description: 'An open task that fits the viewer, with the reasons.',
  fields: (t) => ({
    task: t.field({ type: TaskRef, resolve: (suggestion) => suggestion.taskId }),
    score: t.exposeFloat('score', { description: 'From 0 to 1.' }),
    reasons: t.field({ type: [SuggestionReasonRef], resolve: (suggestion) => [...suggestion.reasons] }),
  }),
});

builder.objectField(NeedRef, 'fit', (t) =>
  t.loadableList({
    type: SuggestionReasonRef,
    description:
      'Why the need fits the viewer, the strongest reason first; empty for a stranger or when nothing speaks for it.',
    load: (ids: string[], { deps, actor, locale }) => findFit(deps, actor, ids, locale),
    resolve: (need) => need.id,
  }),
);

builder.queryField('suggestions', (t) =>
  t.field({
    type: [SuggestionRef],
    description: '为您推荐: the open tasks that fit the viewer best, one of each need. Empty for a stranger.',
    args: { first: t.arg.int() },
    resolve: (_root, { first }, { deps, actor, locale }) => findSuggestions(deps, actor, first ?? 10, locale),
  }),
);
