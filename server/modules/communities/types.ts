import { decodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { addMutation } from '~/server/graphql/mutation';
import { committeeName } from '~/server/modules/identity/committee-name';
import { findOrganisations } from '~/server/modules/organisations/queries';
import { OrganisationRef } from '~/server/modules/organisations/refs';
import { reaches } from '~/server/policy/permissions';
import { addCommunity } from './add-community';
import { AddCommunityInput, SetCommunitySettingsInput } from './input';
import {
  findBoundaries,
  findChildren,
  findCommittees,
  findCommunityBySlug,
  listCommunities,
} from './queries';
import { CommunityLevelRef, CommunityRef } from './refs';
import { setCommunitySettings } from './set-community-settings';
import { communitySetting } from './settings';

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
    localName: t.exposeString('name', { description: 'As it is called there, in whatever language.' }),
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
    committee: t.loadable({
      type: OrganisationRef,
      nullable: true,
      description: 'Its own; a grid belongs to the committee of the nearest community above it.',
      async load(ids: string[], { deps, actor }) {
        const committees = await findCommittees(deps, ids);
        const found = await findOrganisations(deps, actor, [...committees.values()]);
        const byCommunity = new Map([...committees.keys()].map((id, at) => [id, found[at] ?? null]));
        return ids.map((id) => byCommunity.get(id) ?? null);
      },
      resolve: (community) => community.id,
    }),
    reviewVerifiedUnits: t.boolean({
      nullable: true,
      description:
        'Whether needs of verified units wait for review too, by its own setting or the nearest above it. For those who review here.',
      resolve: (community, _args, { deps, actor }) =>
        reaches(actor, 'need.review', { communityId: community.id })
          ? communitySetting(deps, community.id, 'reviewVerifiedUnits')
          : null,
    }),
    visitAlertMinutes: t.int({
      nullable: true,
      description:
        'After how many minutes a helper at a private home is looked for. For those who review here.',
      resolve: (community, _args, { deps, actor }) =>
        reaches(actor, 'need.review', { communityId: community.id })
          ? communitySetting(deps, community.id, 'visitAlertMinutes')
          : null,
    }),
    judgementDays: t.int({
      nullable: true,
      description:
        'How many days the person served is waited for, to say how it turned out. For those who review here.',
      resolve: (community, _args, { deps, actor }) =>
        reaches(actor, 'need.review', { communityId: community.id })
          ? communitySetting(deps, community.id, 'judgementDays')
          : null,
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

addMutation('addCommunity', {
  description:
    'Adds a community below one that the caller is responsible for, with a committee unless it is a grid.',
  input: builder.inputType('AddCommunityInput', {
    fields: (t) => ({
      parent: t.id({ required: true }),
      level: t.field({ type: CommunityLevelRef, required: true }),
      name: t.string({ required: true }),
      nameEn: t.string(),
      code: t.string({ description: 'Its number in an official list.' }),
      timeZone: t.string({ description: "IANA name; left out, the nearest ancestor's." }),
      chair: t.string({
        description:
          'The phone, e-mail address or member number of whoever leads its committee; needed but for a grid.',
      }),
    }),
  }),
  schema: AddCommunityInput,
  type: CommunityRef,
  run: ({ deps, actor, locale }, input) =>
    addCommunity(deps, actor, {
      ...input,
      committeeName: committeeName({ communityName: input.name, communityLevel: input.level }, locale),
    }),
  load: (_context, answer) => answer.communityId,
});

addMutation('setCommunitySettings', {
  description: 'Says how a community works, for itself and everything below it that says nothing else.',
  input: builder.inputType('SetCommunitySettingsInput', {
    fields: (t) => ({
      community: t.id({ required: true }),
      reviewVerifiedUnits: t.boolean({
        description: 'Whether needs of verified units wait for review too.',
      }),
      visitAlertMinutes: t.int({
        description: 'After how many minutes, 5 to 240, a helper at a private home is looked for.',
      }),
      judgementDays: t.int({
        description: 'How many days, 1 to 90, the person served is waited for, to say how it turned out.',
      }),
    }),
  }),
  schema: SetCommunitySettingsInput,
  type: CommunityRef,
  run: ({ deps, actor }, input) => setCommunitySettings(deps, actor, input),
  load: (_context, answer) => answer.communityId,
});
