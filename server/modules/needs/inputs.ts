import { NeedKind, NeedStatus, PlaceKind, Urgency } from '~/generated/prisma/enums';
import { builder } from '~/server/graphql/builder';

export const NeedKindRef = builder.enumType(NeedKind, {
  name: 'NeedKind',
  description: '志愿活动, 求助, 微心愿.',
});
export const NeedStatusRef = builder.enumType(NeedStatus, { name: 'NeedStatus' });
export const PlaceKindRef = builder.enumType(PlaceKind, {
  name: 'PlaceKind',
  description: 'A private home is not a venue: it stays off the public board.',
});
export const UrgencyRef = builder.enumType(Urgency, { name: 'Urgency' });

const NeedSortRef = builder.enumType('NeedSort', {
  description: 'nearest asks for latitude and longitude, and leaves out what has no place on the map.',
  values: ['soonest', 'nearest', 'urgent'] as const,
});

const BoundingBoxRef = builder.inputType('BoundingBox', {
  description: 'A box of the map; west may be greater than east where it crosses the date line.',
  fields: (t) => ({
    west: t.float({ required: true }),
    south: t.float({ required: true }),
    east: t.float({ required: true }),
    north: t.float({ required: true }),
  }),
});

export const NeedFilterRef = builder.inputType('NeedFilter', {
  description: 'Everything given must hold.',
  fields: (t) => ({
    text: t.string({
      description: 'Words in any order, Chinese or other; the beginning of a word is enough.',
    }),
    category: t.id({ description: 'With everything below it.' }),
    community: t.id({ description: 'With everything below it.' }),
    organisation: t.id(),
    from: t.field({ type: 'DateTime' }),
    until: t.field({ type: 'DateTime' }),
    within: t.field({ type: BoundingBoxRef }),
    skill: t.id(),
    language: t.string({ description: 'A BCP 47 tag.' }),
    status: t.field({ type: [NeedStatusRef], description: 'Open and in progress unless said otherwise.' }),
    withFreePlaces: t.boolean(),
    mine: t.boolean({
      description:
        "What the caller's role runs instead of the public board: their unit's, their committee's, their own requests; drafts and homes with them.",
    }),
    latitude: t.float(),
    longitude: t.float(),
    sort: t.field({ type: NeedSortRef }),
  }),
});

export const TaskInputRef = builder.inputType('TaskInput', {
  fields: (t) => ({
    id: t.id({ description: 'Given: changes that task.' }),
    title: t.string({ required: true }),
    startsAt: t.field({ type: 'DateTime', required: true }),
    endsAt: t.field({ type: 'DateTime', required: true }),
    minimumPlaces: t.int({ required: true }),
    maximumPlaces: t.int({ required: true }),
    minimumAge: t.int(),
    languages: t.stringList(),
    requiredSkills: t.idList(),
    usefulSkills: t.idList(),
    needsApproval: t.boolean(),
    withdrawUntilMinutes: t.int({
      description: 'Minutes before the start until which a volunteer may withdraw by themselves.',
    }),
  }),
});

export const PostNeedInputRef = builder.inputType('PostNeedInput', {
  fields: (t) => ({
    id: t.id({ description: 'Given: edits that need; version must be the one the edit started from.' }),
    version: t.int(),
    organisation: t.id(),
    kind: t.field({ type: NeedKindRef }),
    community: t.id({ required: true }),
    category: t.id(),
    title: t.string({ required: true }),
    summary: t.string({ required: true }),
    bring: t.string(),
    risks: t.string(),
    urgency: t.field({ type: UrgencyRef }),
    placeKind: t.field({ type: PlaceKindRef }),
    placeName: t.string({ description: 'What everyone may read: a venue, or the area of a private home.' }),
    latitude: t.float(),
    longitude: t.float(),
    tasks: t.field({
      type: [TaskInputRef],
      required: true,
      description:
        'All of them: one that is left out is dropped. The dates of a series are changed where they are named and stay where they are left out.',
    }),
    consent: t.boolean({ description: 'The person served agrees that those who may help see the request.' }),
  }),
});

export const CancelNeedInputRef = builder.inputType('CancelNeedInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }) }),
});

export const CancelTaskInputRef = builder.inputType('CancelTaskInput', {
  fields: (t) => ({ id: t.id({ required: true }), reason: t.string({ required: true }) }),
});

export const ReviewNeedInputRef = builder.inputType('ReviewNeedInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    approve: t.boolean({ required: true }),
    reason: t.string(),
  }),
});
