import type { Deps } from '~/server/deps';
import { timeZoneOf } from '~/server/modules/communities/queries';
import { pointOf } from '~/server/modules/needs/distance';
import { concernedPersonId, type Actor } from '~/server/policy/actor';
import { findCandidates } from './candidates';
import { reasonsFor, type NamedSkill, type Reason } from './reasons';
import { scoreMatch, type VolunteerOffer } from './score';

/** An open task that fits a person, with the reasons in words. */
export interface SuggestionRow {
  readonly taskId: string;
  /** 0 to 1; comparable within one version of the score only. */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** The tasks that fit the caller best, one of each need. A stranger gets none. */
export async function findSuggestions(
  deps: Deps,
  actor: Actor,
  first: number,
  locale: 'en' | 'zh-CN',
): Promise<SuggestionRow[]> {
  const personId = concernedPersonId(actor);
  if (personId === null) return [];
  const { offer, skills, homeCommunityId } = await readOffer(deps, personId);
  const candidates = await findCandidates(deps, { id: personId, homeCommunityId, home: offer.home });

  const fitting = candidates
    .flatMap((candidate) => {
      const match = scoreMatch(offer, candidate);
      return 'refusal' in match ? [] : [{ candidate, match }];
    })
    .sort(
      (a, b) =>
        b.match.score - a.match.score || a.candidate.startsAt.getTime() - b.candidate.startsAt.getTime(),
    );
  const perNeed = new Map<string, (typeof fitting)[number]>();
  for (const pair of fitting)
    if (!perNeed.has(pair.candidate.needId)) perNeed.set(pair.candidate.needId, pair);

  return [...perNeed.values()].slice(0, Math.min(Math.max(first, 1), 50)).map(({ candidate, match }) => ({
    taskId: candidate.taskId,
    score: match.score,
    reasons: reasonsFor(offer, skills, candidate, match, locale),
  }));
}

/** What the person offers, as they say in their profile. */
async function readOffer(
  deps: Deps,
  personId: string,
): Promise<{ offer: VolunteerOffer; skills: NamedSkill[]; homeCommunityId: string | null }> {
  const person = await deps.prisma.person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      homeCommunityId: true,
      homeCommunity: { select: { latitude: true, longitude: true } },
      profile: true,
      skills: { select: { skill: { select: { id: true, nameEn: true, nameZh: true } } } },
      availability: { select: { weekday: true, startMinute: true, endMinute: true } },
    },
  });
  const { profile, homeCommunity, homeCommunityId } = person;
  const skills = person.skills.map((row) => row.skill);
  const ownPoint = profile && pointOf({ latitude: profile.homeLatitude, longitude: profile.homeLongitude });
  return {
    homeCommunityId,
    skills,
    offer: {
      skillIds: new Set(skills.map((skill) => skill.id)),
      languages: profile?.languages ?? [],
      freeWindows: person.availability,
      timeZone: homeCommunityId === null ? null : await timeZoneOf(deps, homeCommunityId),
      home: ownPoint ?? (homeCommunity && pointOf(homeCommunity)),
      travelRadiusMetres: profile?.travelRadiusMetres ?? 5_000,
    },
  };
}
