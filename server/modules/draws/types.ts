import { Allocation } from '~/generated/prisma/enums';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import { addMutation } from '~/server/graphql/mutation';
import { findTask } from '~/server/modules/tasks/queries';
import { TaskRef } from '~/server/modules/tasks/refs';
import { refuse } from '~/server/policy/refusal';
import { DropDrawInput, SetDrawInput } from './input';
import { findOwnEntry, unsafeFindDrawEntries, unsafeFindDraws } from './queries';
import { DrawEntryRef, DrawRef, OwnDrawEntryRef } from './refs';
import { dropDraw, setDraw } from './set-draw';

const draws = batched((taskIds: readonly string[], { deps }) => unsafeFindDraws(deps, taskIds));
const entries = batched((taskIds: readonly string[], { deps }) => unsafeFindDrawEntries(deps, taskIds));

const AllocationEnum = builder.enumType('Allocation', {
  description: "How a task's places are given: to whoever comes first, or by lot.",
  values: Object.values(Allocation),
});

DrawRef.implement({
  description: 'The lots of a task: what anyone needs to draw them again and come to the same order.',
  fields: (t) => ({
    closesAt: t.expose('closesAt', {
      type: 'DateTime',
      description: 'Until when people enter; the draw is held then.',
    }),
    drawnAt: t.expose('drawnAt', { type: 'DateTime', nullable: true }),
    commitment: t.exposeString('commitment', {
      description: 'SHA-256 of the seed, hex: told before anyone enters.',
    }),
    seed: t.exposeString('seed', {
      nullable: true,
      description: 'The seed, hex; null until the draw was held.',
    }),
    entered: t.exposeInt('entered', { description: 'How many people have entered.' }),
    entries: t.field({
      type: [DrawEntryRef],
      description: 'Everyone who was in, by rank; empty until the draw was held.',
      complexity: { field: 1, multiplier: 20 },
      resolve: (draw, _args, context) => (draw.drawnAt ? entries(context, draw.taskId) : []),
    }),
    mine: t.field({
      type: OwnDrawEntryRef,
      nullable: true,
      description: "The caller's own entry.",
      resolve: (draw, _args, { deps, actor }) => findOwnEntry(deps, actor, draw),
    }),
  }),
});

DrawEntryRef.implement({
  description: 'One entry of a draw, told by its number alone.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'The order in which people entered, from 1.' }),
    tickets: t.exposeInt('tickets'),
    rank: t.exposeInt('rank', { description: 'From 1; places went to the first who fitted.' }),
  }),
});

OwnDrawEntryRef.implement({
  description: "The caller's own entry of a draw. Before the draw its tickets are those they would have now.",
  fields: (t) => ({
    number: t.exposeInt('number'),
    tickets: t.exposeInt('tickets'),
    loadTickets: t.exposeInt('load', { description: 'The more, the fewer popular tasks they had of late.' }),
    newcomerTickets: t.exposeInt('newcomer', { description: 'For somebody who never had a place.' }),
    distanceTickets: t.exposeInt('distance', { description: 'For somebody who lives near.' }),
    skillTickets: t.exposeInt('skill', { description: 'For a skill that is useful there.' }),
    rank: t.exposeInt('rank', { nullable: true, description: 'Null until the draw was held.' }),
  }),
});

builder.objectFields(TaskRef, (t) => ({
  allocation: t.field({ type: AllocationEnum, resolve: (task) => task.allocation }),
  drawClosesAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'Until when people enter the draw; null where whoever comes first has the place.',
    resolve: (task) => task.drawClosesAt,
  }),
  draw: t.field({
    type: DrawRef,
    nullable: true,
    description: 'Its lots; null where whoever comes first has the place.',
    resolve: (task, _args, context) => (task.allocation === 'first_come' ? null : draws(context, task.id)),
  }),
}));

const SetDrawInputRef = builder.inputType('SetDrawInput', {
  fields: (t) => ({
    task: t.id({ required: true }),
    closesAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'A day before the start at the latest.',
    }),
  }),
});
const DropDrawInputRef = builder.inputType('DropDrawInput', {
  fields: (t) => ({ task: t.id({ required: true }) }),
});

addMutation('setDraw', {
  description:
    'Lets the places of a task be drawn among those who enter until a moment; set again while nobody has entered, it moves that moment.',
  input: SetDrawInputRef,
  schema: SetDrawInput,
  type: TaskRef,
  run: ({ deps, actor }, input) => setDraw(deps, actor, input),
  load: async ({ deps, actor }, { taskId }) => (await findTask(deps, actor, taskId)) ?? refuse('NOT_FOUND'),
});

addMutation('dropDraw', {
  description: 'Gives the places to whoever comes first again, as long as nobody has entered the draw.',
  input: DropDrawInputRef,
  schema: DropDrawInput,
  type: TaskRef,
  run: ({ deps, actor }, input) => dropDraw(deps, actor, input),
  load: async ({ deps, actor }, { taskId }) => (await findTask(deps, actor, taskId)) ?? refuse('NOT_FOUND'),
});
