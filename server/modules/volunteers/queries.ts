import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { personFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { FreeWindow } from './rules';

/** A skill of the vocabulary as its readers get it. */
export interface SkillRow {
  readonly id: string;
  readonly key: string;
  readonly nameEn: string;
  readonly nameZh: string;
}

const skillSelect = { id: true, key: true, nameEn: true, nameZh: true } as const;

/** Skills by id, in the order asked for; null where there is none. */
export async function findSkills(
  deps: Pick<Deps, 'prisma'>,
  ids: readonly string[],
): Promise<(SkillRow | null)[]> {
  const rows = await deps.prisma.skill.findMany({ where: { id: { in: [...ids] } }, select: skillSelect });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Skills whose English or Chinese name holds the text; all of them, as far as `first` goes, for an empty one. */
export function searchSkills(
  deps: Pick<Deps, 'prisma'>,
  search: string | null,
  first: number,
): Promise<SkillRow[]> {
  const text = search
    ?.normalize('NFKC')
    .trim()
    .slice(0, 100)
    .replace(/[\\%_]/g, '\\$&');
  const contains = { contains: text ?? '', mode: 'insensitive' as const };
  return deps.prisma.skill.findMany({
    where: text ? { OR: [{ nameEn: contains }, { nameZh: contains }] } : {},
    orderBy: { nameEn: 'asc' },
    take: Math.min(Math.max(first, 1), 500),
    select: skillSelect,
  });
}

/** What a person offers as a volunteer. */
export interface ProfileRow {
  readonly about: string | null;
  readonly languages: readonly string[];
  readonly travelRadiusMetres: number;
  readonly homeCommunityId: string | null;
  readonly skills: readonly SkillRow[];
  readonly availability: readonly FreeWindow[];
}

const emptyProfile: ProfileRow = {
  about: null,
  languages: [],
  travelRadiusMetres: 5_000,
  homeCommunityId: null,
  skills: [],
  availability: [],
};

/** The caller's own profile; an empty one before they wrote anything, and for who acts for somebody whose profile is not in their hands. */
export async function ownProfile(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<ProfileRow> {
  if (actor.personId === null) return refuse('NOT_SIGNED_IN');
  const id = personFor(actor, 'profile.edit');
  if (id === null) return emptyProfile;
  const person = await deps.prisma.person.findUniqueOrThrow({
    where: { id },
    select: {
      homeCommunityId: true,
      profile: { select: { about: true, languages: true, travelRadiusMetres: true } },
      skills: { orderBy: { skill: { key: 'asc' } }, select: { skill: { select: skillSelect } } },
      availability: {
        orderBy: [{ weekday: 'asc' }, { startMinute: 'asc' }],
        select: { weekday: true, startMinute: true, endMinute: true },
      },
    },
  });
  return {
    about: person.profile?.about ?? null,
    languages: person.profile?.languages ?? [],
    travelRadiusMetres: person.profile?.travelRadiusMetres ?? 5_000,
    homeCommunityId: person.homeCommunityId,
    skills: person.skills.map((row) => row.skill),
    availability: person.availability,
  };
}
