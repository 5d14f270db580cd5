import { decodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { findBoundaries, findChildren, findCommunityBySlug, listCommunities } from './queries';
import { CommunityLevelRef, CommunityRef } from './refs';

CommunityRef.implement({
  description: 'The area a committee is responsible for; a tree.',
  fields: (t) => ({
    slug: t.exposeString('slug', {
      description: 'The part of web addresses and command lines that names it.',
    }),
    name: t.string({
      description: "In the caller's language, where it has a name in both.",
      resolve: (community, _args, context) =>
        context.locale === 'en' ? (community.nameEn ?? community.name) : community.name,
    }),
    level: t.field({ type: CommunityLevelRef, resolve: (community) => community.level }),
    timeZone: t.exposeString('timeZone', { description: "IANA name; its own or the nearest ancestor's." }),
    latitude: t.exposeFloat('latitude', { nullable: true }),
    longitude: t.exposeFloat('longitude', { nullable: true }),
    isDemo: t.exposeBoolean('isDemo'),
    parent: t.field({ type: CommunityRef, nullable: true, resolve: (community) => community.parentId }),
    boundary: t.loadable({
      type: 'JSON',
      nullable: true,
      description: 'GeoJSON geometry, WGS-84.',
      async load(ids: string[], { deps }) {
        const boundaries = await findBoundaries(deps, ids);
        return ids.map((id) => boundaries.get(id) ?? null);
      },
      resolve: (community) => community.id,
    }),
    children: t.loadableGroup({
      type: CommunityRef,
      load: (ids: string[], { deps }) => findChildren(deps, ids),
      group: (community) => (typeof community === 'string' ? community : (community.parentId ?? '')),
      resolve: (community) => community.id,
    }),
  }),
});

builder.queryField('communities', (t) =>
  t.field({
    type: [CommunityRef],
    description: 'Communities in force now, by level and name; at most 2,000.',
    args: { level: t.arg({ type: CommunityLevelRef }), parent: t.arg.id() },
    resolve: (_root, { level, parent }, { deps }) =>
      listCommunities(deps, { level, parentId: parent == null ? null : decodeId('Community', parent) }),
  }),
);

builder.queryField('community', (t) =>
  t.field({
    type: CommunityRef,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, { deps }) => findCommunityBySlug(deps, slug),
  }),
);
