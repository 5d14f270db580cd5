import { z } from 'zod';
import { builder } from '~/server/graphql/builder';
import { DoneRef, EmptyInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { refuse } from '~/server/policy/refusal';
import { SetGoalInput } from './input';
import { findGoal, type GoalRow } from './queries';
import { isOnCourse, minutesLeft } from './rules';
import { dropGoal, setGoal } from './set-goal';

const GoalRef = builder.objectRef<GoalRow>('Goal').implement({
  description: 'How much somebody wants to serve by a day, and how far they have come. They alone see it.',
  fields: (t) => ({
    minutes: t.exposeInt('goal'),
    since: t.expose('since', { type: 'Date', description: 'The first day that counts.' }),
    until: t.expose('until', { type: 'Date', description: 'The last day that counts.' }),
    verifiedMinutes: t.exposeInt('verified'),
    waitingMinutes: t.exposeInt('waiting', { description: 'Served, and not yet confirmed and verified.' }),
    plannedMinutes: t.exposeInt('planned', { description: 'Confirmed places in tasks ahead.' }),
    leftMinutes: t.int({
      description: 'What is missing when everything that waits is verified.',
      resolve: minutesLeft,
    }),
    onCourse: t.boolean({ description: 'Whether what is planned makes up for it.', resolve: isOnCourse }),
    over: t.exposeBoolean('isOver', { description: 'Whether its last day has passed.' }),
  }),
});

builder.queryField('myGoal', (t) =>
  t.field({
    type: GoalRef,
    nullable: true,
    description: "The caller's own goal.",
    resolve: (_root, _args, { deps, actor }) => findGoal(deps, actor),
  }),
);

const SetGoalInputRef = builder.inputType('SetGoalInput', {
  fields: (t) => ({
    hours: t.int({ required: true }),
    since: t.field({ type: 'Date', required: true, description: 'The first day that counts.' }),
    until: t.field({ type: 'Date', required: true, description: 'The last day that counts.' }),
  }),
});

addMutation('setGoal', {
  description: 'Sets how much the caller wants to serve by a day, in place of the goal they had.',
  input: SetGoalInputRef,
  schema: SetGoalInput,
  type: GoalRef,
  run: ({ deps, actor }, input) => setGoal(deps, actor, input),
  load: async ({ deps, actor }) => (await findGoal(deps, actor)) ?? refuse('NOT_FOUND'),
});

addMutation('dropGoal', {
  description: "Gives the caller's goal up.",
  input: EmptyInputRef,
  inputRequired: false,
  schema: z.object({}),
  type: DoneRef,
  run: ({ deps, actor }) => dropGoal(deps, actor),
  load: (_context, done) => done,
});
