import { CalendarKind } from '~/generated/prisma/enums';
import { encodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { DoneRef, IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { CalendarFeedIdInput, MakeCalendarFeedInput } from './input';
import { makeCalendarFeed, type MadeFeed } from './make-calendar-feed';
import { findCalendarFeed, type CalendarFeedRow } from './queries';
import { revokeCalendarFeed } from './revoke-calendar-feed';

const CalendarKindRef = builder.enumType(CalendarKind, {
  name: 'CalendarKind',
  description:
    "Whose tasks a calendar tells of: one's own, those of the unit or the community one acts for now.",
});

const CalendarFeedRef = builder.objectRef<CalendarFeedRow>('CalendarFeed').implement({
  description:
    'An address that a calendar program reads; the address itself is shown when it is made, and never again.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('CalendarFeed', id) }),
    kind: t.field({ type: CalendarKindRef, resolve: ({ kind }) => kind }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastReadAt: t.expose('lastReadAt', { type: 'DateTime', nullable: true }),
  }),
});

const MadeCalendarFeedRef = builder.objectRef<MadeFeed>('MadeCalendarFeed').implement({
  description: 'A feed that was just made, with its address: shown once.',
  fields: (t) => ({
    address: t.exposeString('address'),
    subscribeAddress: t.string({
      description: 'The same with the scheme that calendar programs open by themselves.',
      resolve: ({ address }) => address.replace(/^https?:/, 'webcal:'),
    }),
  }),
});

const MakeCalendarFeedInputRef = builder.inputType('MakeCalendarFeedInput', {
  fields: (t) => ({ kind: t.field({ type: CalendarKindRef, required: true }) }),
});

builder.queryField('calendarFeed', (t) =>
  t.field({
    type: CalendarFeedRef,
    nullable: true,
    description: "The caller's own address of a kind, under the role they act in; null where there is none.",
    args: { kind: t.arg({ type: CalendarKindRef, required: true }) },
    resolve: (_root, { kind }, { deps, actor }) => findCalendarFeed(deps, actor, kind),
  }),
);

addMutation('makeCalendarFeed', {
  description: 'Makes the secret address of a calendar. The one before it, of the same kind and role, stops.',
  input: MakeCalendarFeedInputRef,
  schema: MakeCalendarFeedInput,
  type: MadeCalendarFeedRef,
  run: ({ deps, actor, locale }, input) => makeCalendarFeed(deps, actor, input, locale),
  load: (_context, made: MadeFeed) => made,
});

addMutation('revokeCalendarFeed', {
  description: "Stops one of the caller's own addresses.",
  input: IdInputRef,
  schema: CalendarFeedIdInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => revokeCalendarFeed(deps, actor, input),
  load: () => ({ done: true }),
});
