import { decodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { withdrawUntil } from '~/server/modules/claims/rules';
import { NeedRef } from '~/server/modules/needs/refs';
import { isTaskAtRisk } from '~/server/modules/needs/rules';
import { SkillRef } from '~/server/modules/volunteers/refs';
import { findTask, unsafeSkillsOfTasks, type TaskSkillRow } from './queries';
import { TaskRef } from './refs';

const skillsOf = (
  ids: readonly string[],
  rows: readonly TaskSkillRow[],
  required: boolean,
): TaskSkillRow[][] => ids.map((id) => rows.filter((row) => row.taskId === id && row.required === required));

TaskRef.implement({
  description: 'One role in one time window of a need. Its claims, roster and code are fields of the claims.',
  fields: (t) => ({
    title: t.exposeString('title'),
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    minimumPlaces: t.exposeInt('minimumPlaces'),
    maximumPlaces: t.exposeInt('maximumPlaces'),
    takenPlaces: t.exposeInt('takenPlaces'),
    freePlaces: t.int({ resolve: (task) => Math.max(0, task.maximumPlaces - task.takenPlaces) }),
    atRisk: t.boolean({
      description: 'Starts within 48 hours with fewer people than it needs.',
      resolve: (task, _args, { deps }) => isTaskAtRisk(task, deps.clock.now()),
    }),
    minimumAge: t.exposeInt('minimumAge', { nullable: true }),
    languages: t.stringList({
      description: 'BCP 47 tags of languages spoken at the task.',
      resolve: (task) => task.languages,
    }),
    needsApproval: t.exposeBoolean('needsApproval', {
      description: 'A claim waits for the person in charge to say yes.',
    }),
    withdrawUntil: t.field({
      type: 'DateTime',
      description: 'The last moment at which a volunteer may withdraw by themselves.',
      resolve: withdrawUntil,
    }),
    withdrawUntilMinutes: t.exposeInt('withdrawUntilMinutes'),
    isOpen: t.exposeBoolean('isOpen'),
    cancelledAt: t.expose('cancelledAt', { type: 'DateTime', nullable: true }),
    cancelReason: t.exposeString('cancelReason', { nullable: true }),
    need: t.field({ type: NeedRef, resolve: (task) => task.need ?? task.needId }),
    requiredSkills: t.loadableList({
      type: SkillRef,
      load: async (ids: string[], { deps }) => skillsOf(ids, await unsafeSkillsOfTasks(deps, ids), true),
      resolve: (task) => task.id,
    }),
    usefulSkills: t.loadableList({
      type: SkillRef,
      load: async (ids: string[], { deps }) => skillsOf(ids, await unsafeSkillsOfTasks(deps, ids), false),
      resolve: (task) => task.id,
    }),
  }),
});

builder.queryField('task', (t) =>
  t.field({
    type: TaskRef,
    nullable: true,
    description: 'A task of a need that the caller may read; unknown and foreign ids look alike.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { deps, actor }) => findTask(deps, actor, decodeId('Task', id)),
  }),
);
