import { builder } from '~/server/graphql/builder';
import { addMutation } from '~/server/graphql/mutation';
import { CommunityRef } from '~/server/modules/communities/refs';
import { CategoryRef } from '~/server/modules/needs/refs';
import { SetServiceTimeInput } from './input';
import { listServiceTimes, type ServiceTimeRow } from './queries';
import { setServiceTime } from './set-service-time';

const ServiceTimeRef = builder.objectRef<ServiceTimeRow>('ServiceTime').implement({
  description: 'How soon whoever asks hears from the committee, and by when help is done.',
  fields: (t) => ({
    category: t.field({
      type: CategoryRef,
      nullable: true,
      description: 'Null: every category without times of its own.',
      resolve: (time) => time.categoryId,
    }),
    setBy: t.field({
      type: CommunityRef,
      nullable: true,
      description: 'The community itself or the nearest above it that set them; null for what Linli takes.',
      resolve: (time) => time.communityId,
    }),
    responseMinutes: t.exposeInt('responseMinutes'),
    dueMinutes: t.exposeInt('dueMinutes'),
  }),
});

builder.objectField(CommunityRef, 'serviceTimes', (t) =>
  t.field({
    type: [ServiceTimeRef],
    description: 'The times that count here, those for every category first.',
    resolve: (community, _args, { deps }) => listServiceTimes(deps, community.id),
  }),
);

addMutation('setServiceTime', {
  description:
    'Says how soon a community responds and helps, for one category or all; without times, what counts above counts here.',
  input: builder.inputType('SetServiceTimeInput', {
    fields: (t) => ({
      community: t.id({ required: true }),
      category: t.id({ description: 'Left out: every category without times of its own.' }),
      responseMinutes: t.int(),
      dueMinutes: t.int(),
    }),
  }),
  schema: SetServiceTimeInput,
  type: CommunityRef,
  run: ({ deps, actor }, input) => setServiceTime(deps, actor, input),
  load: (_context, answer) => answer.communityId,
});
