import { builder } from '~/server/graphql/builder';
import { batched } from '~/server/graphql/batch';
import { addMutation } from '~/server/graphql/mutation';
import type { Context } from '~/server/graphql/context';
import type { NeedRow } from '~/server/modules/needs/columns';
import { findNeed } from '~/server/modules/needs/queries';
import { NeedRef } from '~/server/modules/needs/refs';
import { TaskRef } from '~/server/modules/tasks/refs';
import { changeFollowing } from './change-following';
import { endSeries } from './end-series';
import { holdDate } from './hold-date';
import {
  ChangeFollowingInput,
  EndSeriesInput,
  HoldDateInput,
  LeaveOutDateInput,
  MoveDateInput,
  SetSeriesInput,
} from './input';
import {
  ChangeFollowingInputRef,
  EndSeriesInputRef,
  HoldDateInputRef,
  LeaveOutDateInputRef,
  MoveDateInputRef,
  SetSeriesInputRef,
} from './inputs';
import { leaveOutDate } from './leave-out-date';
import { moveDate } from './move-date';
import { unsafeDatesOfSeries, unsafeSeriesOfNeeds, type SeriesDate, type SeriesRow } from './queries';
import { seriesId, SeriesRef } from './refs';
import { setSeries } from './set-series';

const SeriesFrequencyRef = builder.enumType('SeriesFrequency', { values: ['weekly', 'monthly'] as const });

const SeriesDateStateRef = builder.enumType('SeriesDateState', {
  values: ['made', 'planned', 'left_out'] as const,
  description: 'Made into tasks, to be made when it comes within eight weeks, left out.',
});

const SeriesDateRef = builder.objectRef<SeriesDate>('SeriesDate').implement({
  description: 'A coming date of a series. Its number stays the same, whatever is moved or left out.',
  fields: (t) => ({
    occurrence: t.exposeInt('occurrence'),
    day: t.field({ type: 'Date', resolve: ({ day }) => day }),
    state: t.field({ type: SeriesDateStateRef, resolve: ({ state }) => state }),
    isMoved: t.exposeBoolean('isMoved', { description: 'On another day than the rule has it.' }),
    isKept: t.exposeBoolean('isKept', {
      description: 'The rhythm was ended before it: it stays for those who had signed up.',
    }),
    isOtherTime: t.exposeBoolean('isOtherTime', {
      description:
        'At another time than the rhythm has now, since it was kept for those who had signed up or changed by itself.',
    }),
    held: t.exposeBoolean('held', {
      description:
        'Somebody has a place in it, waits for one or asked for one: who leaves it out says why, and it is not moved.',
    }),
    tasks: t.field({ type: [TaskRef], resolve: ({ taskIds }) => [...taskIds] }),
  }),
});

const datesOf = batched<SeriesRow, SeriesDate[]>((series, { deps }) => unsafeDatesOfSeries(deps, series));

SeriesRef.implement({
  description: '定期活动: a rhythm whose dates become tasks eight weeks ahead.',
  fields: (t) => ({
    id: t.id({ resolve: seriesId }),
    rule: t.exposeString('rule', { description: 'The RRULE value of RFC 5545.' }),
    frequency: t.field({ type: SeriesFrequencyRef, resolve: ({ rhythm }) => rhythm.frequency }),
    interval: t.int({ resolve: ({ rhythm }) => rhythm.interval }),
    weekdays: t.stringList({ description: 'MO to SU.', resolve: ({ rhythm }) => [...rhythm.weekdays] }),
    nth: t.int({
      nullable: true,
      description: 'Monthly: which one, -1 the last.',
      resolve: ({ rhythm }) => rhythm.nth,
    }),
    until: t.field({ type: 'Date', nullable: true, resolve: ({ rhythm }) => rhythm.until }),
    count: t.int({ nullable: true, resolve: ({ rhythm }) => rhythm.count }),
    startsOn: t.field({ type: 'Date', resolve: ({ startsOn }) => startsOn }),
    isFinished: t.exposeBoolean('isFinished', { description: 'No further date is to be made.' }),
    dates: t.field({
      type: [SeriesDateRef],
      description: 'Coming dates, sixteen weeks ahead.',
      resolve: (series, _args, context) => datesOf(context, series),
    }),
  }),
});

const seriesOf = batched<NeedRow, SeriesRow | null>((needs, { deps }) => unsafeSeriesOfNeeds(deps, needs));

builder.objectField(NeedRef, 'series', (t) =>
  t.field({
    type: SeriesRef,
    nullable: true,
    description: 'Its rhythm: the one that goes on, else the last.',
    // Only activities have one, and no private home: its readers may see no more than their own tasks.
    resolve: (need, _args, context) =>
      need.kind === 'activity' && !need.onlyTaskIds ? seriesOf(context, need) : null,
  }),
);

builder.objectField(TaskRef, 'isOfSeries', (t) =>
  t.boolean({ description: 'A date of a series.', resolve: ({ seriesRoleId }) => seriesRoleId !== null }),
);

const load = ({ deps, actor }: Context, { needId }: { needId: string }): Promise<NeedRow> =>
  findNeed(deps, actor, needId).then(
    (need) => need ?? Promise.reject(new Error('A need just written cannot be read')),
  );

addMutation('setSeries', {
  description: 'Gives an activity a rhythm: the tasks of one day take place on every date of the rule.',
  input: SetSeriesInputRef,
  schema: SetSeriesInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => setSeries(deps, actor, input),
  load,
});

addMutation('leaveOutDate', {
  description: 'Leaves one date of a series out.',
  input: LeaveOutDateInputRef,
  schema: LeaveOutDateInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => leaveOutDate(deps, actor, input),
  load,
});

addMutation('holdDate', {
  description: 'Takes back that a date of a series was left out: its tasks stand again, without anybody.',
  input: HoldDateInputRef,
  schema: HoldDateInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => holdDate(deps, actor, input),
  load,
});

addMutation('moveDate', {
  description: 'Moves one date of a series, which nobody has signed up for, to another day.',
  input: MoveDateInputRef,
  schema: MoveDateInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => moveDate(deps, actor, input),
  load,
});

addMutation('changeFollowing', {
  description:
    'Changes a task of a series on one date and all that follow. Dates that people signed up for keep their time.',
  input: ChangeFollowingInputRef,
  schema: ChangeFollowingInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => changeFollowing(deps, actor, input),
  load,
});

addMutation('endSeries', {
  description: 'Ends a rhythm. Dates that people signed up for stay, or are called off with a reason.',
  input: EndSeriesInputRef,
  schema: EndSeriesInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => endSeries(deps, actor, input),
  load,
});
