import { builder } from '~/server/graphql/builder';
import { findSkills, type ProfileRow, type SkillRow } from './queries';

/** A skill of the vocabulary; a field may answer its row or its id. */
export const SkillRef = builder.loadableNodeRef<SkillRow, string>('Skill', {
  id: { resolve: (skill) => skill.id },
  load: async (ids, { deps }) => (await findSkills(deps, ids)) as SkillRow[],
});

/** What a person offers as a volunteer. */
export const VolunteerProfileRef = builder.objectRef<ProfileRow>('VolunteerProfile');
