import { z } from 'zod';
import './delivery-types';
import { builder } from '~/server/graphql/builder';
import { EmptyInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { ViewerRef } from '~/server/modules/identity/refs';
import { viewerOf } from '~/server/modules/identity/viewer';
import { refuse } from '~/server/policy/refusal';
import { markNoticesRead } from './mark-notices-read';
import { findNotices, type NoticeRow } from './queries';
import { noticeUrl } from './urls';
import { noticeSentence } from './words';

const NoticeRef = builder.objectRef<NoticeRow>('Notice').implement({
  description: 'A message in the app for one person.',
  fields: (t) => ({
    id: t.id({ resolve: (notice) => `notice_${notice.id}` }),
    kind: t.exposeString('kind', { description: 'What it tells of, from a closed list.' }),
    text: t.string({
      description: "The message in the caller's language.",
      resolve: (notice, _args, { locale }) => noticeSentence(notice.kind, notice, locale),
    }),
    url: t.string({
      nullable: true,
      description: 'The page that shows more.',
      resolve: (notice) => noticeUrl(notice.kind, notice.detail, notice.number),
    }),
    createdAt: t.field({ type: 'DateTime', resolve: (notice) => notice.createdAt }),
    readAt: t.field({ type: 'DateTime', nullable: true, resolve: (notice) => notice.readAt }),
  }),
});

builder.queryField('notices', (t) =>
  t.field({
    type: [NoticeRef],
    description: "The viewer's messages, newest first.",
    args: { first: t.arg.int() },
    resolve: (_root, { first }, { deps, actor }) => findNotices(deps, actor, first ?? 50),
  }),
);

addMutation('markNoticesRead', {
  description: "Marks all of the viewer's messages as read.",
  input: EmptyInputRef,
  inputRequired: false,
  schema: z.object({}),
  type: ViewerRef,
  run: ({ deps, actor }) => markNoticesRead(deps, actor),
  load: async ({ deps, actor }) => (await viewerOf(deps, actor)) ?? refuse('NOT_SIGNED_IN'),
});
