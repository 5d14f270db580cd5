import { DeliveryChannel, DeliveryMode, DeliveryState, NoticeGroup } from '~/generated/prisma/enums';
import { encodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { DoneRef, IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { PersonRef } from '~/server/modules/identity/refs';
import { refuse } from '~/server/policy/refusal';
import { chooseNotices } from './choose-notices';
import { countDeliveries, findAstrayDeliveries, type AstrayDelivery } from './find-astray';
import { ChooseNoticesInput, DeliveryIdInput, UnsubscribeInput } from './input';
import { findMailbox, type MailboxRow } from './mailbox';
import { markTold } from './mark-told';
import { findNoticeSettings, type NoticeSettings } from './notice-settings';
import { findUnsubscribed, unsubscribe } from './unsubscribe';
import type { Unsubscribed } from './unsubscribe-token';

const ChannelEnum = builder.enumType(DeliveryChannel, {
  name: 'DeliveryChannel',
  description: 'A way by which a message leaves the app.',
});
const GroupEnum = builder.enumType(NoticeGroup, {
  name: 'NoticeGroup',
  description:
    'now: what cannot wait; mine: own tasks and hours; work: what waits in a role; news: the rest.',
});
const ModeEnum = builder.enumType(DeliveryMode, { name: 'DeliveryMode' });
const StateEnum = builder.enumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'unknown: its sender ended before it knew. It may have gone out and is not sent again.',
});

const ChannelRef = builder.objectRef<NoticeSettings['channels'][number]>('NoticeChannel').implement({
  fields: (t) => ({
    channel: t.field({ type: ChannelEnum, resolve: ({ channel }) => channel }),
    isReached: t.exposeBoolean('isReached', {
      description: 'Whether a phone or an e-mail address is known to be theirs.',
    }),
  }),
});

const ChoiceRef = builder.objectRef<NoticeSettings['groups'][number]>('NoticeChoice').implement({
  fields: (t) => ({
    group: t.field({ type: GroupEnum, resolve: ({ group }) => group }),
    email: t.field({ type: ModeEnum, resolve: ({ email }) => email }),
    sms: t.field({ type: ModeEnum, resolve: ({ sms }) => sms }),
    push: t.field({ type: ModeEnum, resolve: ({ push }) => push }),
  }),
});

const SettingsRef = builder.objectRef<NoticeSettings>('NoticeSettings').implement({
  description: 'How somebody wants to be told of what, outside the app. In the app everything is told.',
  fields: (t) => ({
    channels: t.field({
      type: [ChannelRef],
      description: 'Over which this installation sends.',
      resolve: ({ channels }) => [...channels],
    }),
    groups: t.field({ type: [ChoiceRef], resolve: ({ groups }) => [...groups] }),
    quietFrom: t.string({ description: 'HH:MM by the wall clock.', resolve: ({ quiet }) => quiet.from }),
    quietUntil: t.string({ resolve: ({ quiet }) => quiet.until }),
    isOwnQuiet: t.exposeBoolean('isOwnQuiet', {
      description: "Whether these are their own, not the community's.",
    }),
  }),
});

builder.queryField('noticeSettings', (t) =>
  t.field({
    type: SettingsRef,
    nullable: true,
    description: "The viewer's; null for a stranger.",
    resolve: (_root, _args, { deps, actor }) => findNoticeSettings(deps, actor),
  }),
);

addMutation('chooseNotices', {
  description: 'Chooses how the viewer is told of what, and their quiet hours.',
  input: builder.inputType('ChooseNoticesInput', {
    fields: (t) => ({
      choices: t.field({
        required: true,
        type: [
          builder.inputType('NoticeChoiceInput', {
            fields: (f) => ({
              group: f.field({ type: GroupEnum, required: true }),
              email: f.field({ type: ModeEnum, required: true }),
              sms: f.field({ type: ModeEnum, required: true }),
              push: f.field({ type: ModeEnum, required: true }),
            }),
          }),
        ],
      }),
      quiet: t.field({
        description: "Own quiet hours; left out for the community's.",
        type: builder.inputType('QuietHoursInput', {
          fields: (f) => ({ from: f.string({ required: true }), until: f.string({ required: true }) }),
        }),
      }),
    }),
  }),
  schema: ChooseNoticesInput,
  type: SettingsRef,
  run: ({ deps, actor }, input) => chooseNotices(deps, actor, input),
  load: async ({ deps, actor }) => (await findNoticeSettings(deps, actor)) ?? refuse('NOT_SIGNED_IN'),
});

const UnsubscribedRef = builder.objectRef<Unsubscribed>('Unsubscribed').implement({
  description: 'What the link of a message switches off. Whose it is, it does not say.',
  fields: (t) => ({
    groups: t.field({ type: [GroupEnum], resolve: ({ groups }) => [...groups] }),
    channel: t.field({ type: ChannelEnum, resolve: ({ channel }) => channel }),
  }),
});

builder.queryField('unsubscribed', (t) =>
  t.field({
    type: UnsubscribedRef,
    nullable: true,
    description: 'What a link would switch off; null for one that was never made.',
    args: { token: t.arg.string({ required: true }) },
    resolve: (_root, { token }, { deps }) => findUnsubscribed(deps, token),
  }),
);

addMutation('unsubscribe', {
  description: 'Switches off, over one channel, the kinds that a message was of, by the link in it.',
  input: builder.inputType('UnsubscribeInput', { fields: (t) => ({ token: t.string({ required: true }) }) }),
  schema: UnsubscribeInput,
  type: UnsubscribedRef,
  run: ({ deps, actor }, input) => unsubscribe(deps, actor, input),
  load: (_context, meant) => meant,
});

const AstrayRef = builder.objectRef<AstrayDelivery>('AstrayDelivery').implement({
  description: 'A message that did not arrive at somebody, or perhaps did not.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Delivery', id) }),
    person: t.field({ type: PersonRef, nullable: true, resolve: ({ personId }) => personId }),
    channel: t.field({ type: ChannelEnum, resolve: ({ channel }) => channel }),
    state: t.field({ type: StateEnum, resolve: ({ state }) => state }),
    error: t.exposeString('error', { nullable: true, description: 'Why, from a closed list.' }),
    settledAt: t.field({ type: 'DateTime', resolve: ({ settledAt }) => settledAt }),
    text: t.exposeString('text', { description: 'What it said, without anything private.' }),
  }),
});

builder.queryField('astrayDeliveries', (t) =>
  t.field({
    type: [AstrayRef],
    description: "Messages to people of the committee's community that did not arrive.",
    resolve: (_root, _args, { deps, actor, locale }) => findAstrayDeliveries(deps, actor, locale),
  }),
);

type Count = Awaited<ReturnType<typeof countDeliveries>>[number];
const CountRef = builder.objectRef<Count>('DeliveryCount').implement({
  fields: (t) => ({
    channel: t.field({ type: ChannelEnum, resolve: ({ channel }) => channel }),
    state: t.field({ type: StateEnum, resolve: ({ state }) => state }),
    count: t.exposeInt('count'),
  }),
});

builder.queryField('deliveryCounts', (t) =>
  t.field({
    type: [CountRef],
    description: "Messages to people of the committee's community in the last seven days.",
    resolve: (_root, _args, { deps, actor }) => countDeliveries(deps, actor),
  }),
);

addMutation('markTold', {
  description: 'Somebody told the person in another way what a message that did not arrive said.',
  input: IdInputRef,
  schema: DeliveryIdInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => markTold(deps, actor, input),
  load: (_context, done) => done,
});

const MailRef = builder.objectRef<MailboxRow>('MailboxMessage').implement({
  description: 'What a demo would have sent.',
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => `mail_${id}` }),
    channel: t.field({ type: ChannelEnum, resolve: ({ channel }) => channel }),
    personName: t.exposeString('personName'),
    subject: t.exposeString('subject'),
    text: t.exposeString('text'),
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
  }),
});

builder.queryField('mailbox', (t) =>
  t.field({
    type: [MailRef],
    nullable: true,
    description: 'The latest of them; null in a real installation.',
    resolve: (_root, _args, { deps }) => findMailbox(deps),
  }),
);
