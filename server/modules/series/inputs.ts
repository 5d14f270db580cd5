import { builder } from '~/server/graphql/builder';
import { TaskInputRef } from '~/server/modules/needs/inputs';

export const SetSeriesInputRef = builder.inputType('SetSeriesInput', {
  fields: (t) => ({
    need: t.id({ required: true }),
    version: t.int({ required: true, description: 'The version of the need that the edit started from.' }),
    startsOn: t.field({
      type: 'Date',
      required: true,
      description:
        'A day of the need in its community: its tasks are the pattern, and the rule has a date on it.',
    }),
    rule: t.string({
      required: true,
      description:
        'An RRULE value of RFC 5545: weekly with BYDAY, or monthly with one such as 2TU or -1FR; with INTERVAL, and UNTIL as a day or COUNT.',
    }),
  }),
});

export const LeaveOutDateInputRef = builder.inputType('LeaveOutDateInput', {
  fields: (t) => ({
    series: t.id({ required: true }),
    occurrence: t.int({ required: true }),
    reason: t.string({
      description: 'Reaches everyone who signed up; without one such a date is not left out.',
    }),
  }),
});

export const HoldDateInputRef = builder.inputType('HoldDateInput', {
  fields: (t) => ({ series: t.id({ required: true }), occurrence: t.int({ required: true }) }),
});

export const MoveDateInputRef = builder.inputType('MoveDateInput', {
  fields: (t) => ({
    series: t.id({ required: true }),
    occurrence: t.int({ required: true }),
    to: t.field({ type: 'Date', required: true }),
  }),
});

export const ChangeFollowingInputRef = builder.inputType('ChangeFollowingInput', {
  fields: (t) => ({
    need: t.id({ required: true }),
    version: t.int({ required: true }),
    task: t.field({
      type: TaskInputRef,
      required: true,
      description: 'The task of the first date to change, as it is to be; it stays on its day.',
    }),
  }),
});

export const EndSeriesInputRef = builder.inputType('EndSeriesInput', {
  fields: (t) => ({
    series: t.id({ required: true }),
    from: t.field({ type: 'Date', required: true, description: 'The first day without it: today or later.' }),
    reason: t.string({
      description:
        'Given: dates that people signed up for are called off too, and they are told. Else those stay.',
    }),
  }),
});
