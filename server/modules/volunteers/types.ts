import { builder } from '~/server/graphql/builder';
import { addMutation } from '~/server/graphql/mutation';
import { CommunityRef } from '~/server/modules/communities/refs';
import { ViewerRef } from '~/server/modules/identity/refs';
import { viewerOf } from '~/server/modules/identity/viewer';
import { refuse } from '~/server/policy/refusal';
import { UpdateProfileInput } from './input';
import { ownProfile, searchSkills } from './queries';
import { SkillRef, VolunteerProfileRef } from './refs';
import type { FreeWindow } from './rules';
import { updateProfile } from './update-profile';

SkillRef.implement({
  description: 'Something a person can do; the vocabulary is ESCO.',
  fields: (t) => ({
    key: t.exposeString('key'),
    name: t.string({
      resolve: (skill, _args, { locale }) => (locale === 'en' ? skill.nameEn : skill.nameZh),
    }),
  }),
});

const FreeWindowRef = builder.objectRef<FreeWindow>('FreeWindow').implement({
  description:
    'A weekly free time in the home community. Weekday 1 is Monday; minutes of the day, 1440 is its end.',
  fields: (t) => ({
    weekday: t.exposeInt('weekday'),
    startMinute: t.exposeInt('startMinute'),
    endMinute: t.exposeInt('endMinute'),
  }),
});

VolunteerProfileRef.implement({
  description: 'What a person offers as a volunteer.',
  fields: (t) => ({
    about: t.exposeString('about', { nullable: true }),
    languages: t.stringList({ description: 'BCP 47 tags.', resolve: (profile) => [...profile.languages] }),
    travelRadiusMetres: t.exposeInt('travelRadiusMetres'),
    homeCommunity: t.field({
      type: CommunityRef,
      nullable: true,
      resolve: (profile) => profile.homeCommunityId,
    }),
    skills: t.field({ type: [SkillRef], resolve: (profile) => profile.skills }),
    availability: t.field({ type: [FreeWindowRef], resolve: (profile) => profile.availability }),
  }),
});

builder.objectField(ViewerRef, 'profile', (t) =>
  t.field({
    type: VolunteerProfileRef,
    resolve: (viewer, _args, { deps }) => ownProfile(deps, viewer.actor),
  }),
);

builder.queryField('skills', (t) =>
  t.field({
    type: [SkillRef],
    description: 'Skills whose Chinese or English name holds the text.',
    args: { search: t.arg.string(), first: t.arg.int() },
    resolve: (_root, { search, first }, { deps }) => searchSkills(deps, search ?? null, first ?? 50),
  }),
);

const FreeWindowInputRef = builder.inputType('FreeWindowInput', {
  fields: (t) => ({
    weekday: t.int({ required: true }),
    startMinute: t.int({ required: true }),
    endMinute: t.int({ required: true }),
  }),
});

const UpdateProfileInputRef = builder.inputType('UpdateProfileInput', {
  description: 'What is left out stays as it is; null takes it away.',
  fields: (t) => ({
    displayName: t.string(),
    birthDate: t.field({ type: 'Date', description: 'For the age that some tasks ask for.' }),
    about: t.string(),
    languages: t.stringList(),
    travelRadiusMetres: t.int(),
    homeCommunity: t.id(),
    homeLatitude: t.float({
      description: 'Where the person starts from; without it the centre of the home community.',
    }),
    homeLongitude: t.float(),
    skills: t.idList(),
    availability: t.field({ type: [FreeWindowInputRef] }),
  }),
});

addMutation('updateProfile', {
  description: 'Changes what the caller says of themselves as a volunteer.',
  input: UpdateProfileInputRef,
  schema: UpdateProfileInput,
  type: ViewerRef,
  run: ({ deps, actor }, input) => updateProfile(deps, actor, input),
  load: async ({ deps, actor }) => (await viewerOf(deps, actor)) ?? refuse('NOT_SIGNED_IN'),
});
