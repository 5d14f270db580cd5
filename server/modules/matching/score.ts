import type { Urgency } from '~/generated/prisma/enums';
import { refusalOf, type ClaimFacts } from '~/server/modules/claims/rules';
import { distanceMetres, type Point } from '~/server/modules/needs/distance';
import type { RefusalCode } from '~/server/policy/refusal';
import { freeMinutes, type FreeWindow } from './free-time';

/** Raised when weights or parts change, so that scores of different versions are never compared. */
export const scoreVersion = 1;

/** How much each part counts; together 1. */
export const weights = { skills: 0.3, time: 0.25, distance: 0.2, languages: 0.15, urgency: 0.1 } as const;

export type ScorePart = keyof typeof weights;

/** What a volunteer offers. */
export interface VolunteerOffer {
  readonly skillIds: ReadonlySet<string>;
  readonly languages: readonly string[];
  /** Empty: they have not said when they are free. */
  readonly freeWindows: readonly FreeWindow[];
  readonly timeZone: string | null;
  readonly home: Point | null;
  readonly travelRadiusMetres: number;
}

/** What a task asks, with the facts that the rules of a claim judge. */
export interface Candidate {
  readonly taskId: string;
  readonly needId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly requiredSkillIds: readonly string[];
  readonly usefulSkillIds: readonly string[];
  readonly languages: readonly string[];
  readonly place: Point | null;
  readonly urgency: Urgency;
  readonly atRisk: boolean;
  readonly facts: ClaimFacts;
}

/** A pair that may meet, or why it may not. Every part lies between 0 and 1; half means nothing is known. */
export type Match =
  | { readonly refusal: RefusalCode }
  | {
      readonly score: number;
      readonly parts: Readonly<Record<ScorePart, number>>;
      readonly distance: number | null;
    };

const unknown = 0.5;

/** Judges one volunteer and one task: first by the rules that a claim would meet, then by how well the two fit. */
export function scoreMatch(offer: VolunteerOffer, candidate: Candidate): Match {
  const refusal = refusalOf(candidate.facts);
  if (refusal !== null) return { refusal };
  const distance = offer.home && candidate.place ? distanceMetres(offer.home, candidate.place) : null;
  const parts: Record<ScorePart, number> = {
    skills: skillsPart(offer, candidate),
    time: timePart(offer, candidate),
    distance: distancePart(distance, offer.travelRadiusMetres),
    languages: languagesPart(offer.languages, candidate.languages),
    urgency: urgencyPart(candidate),
  };
  const score = (Object.keys(weights) as ScorePart[]).reduce(
    (sum, part) => sum + weights[part] * parts[part],
    0,
  );
  return { score: Math.min(1, score), parts, distance };
}

/** A required skill counts twice a useful one. */
function skillsPart({ skillIds }: VolunteerOffer, { requiredSkillIds, usefulSkillIds }: Candidate): number {
  const asked = 2 * requiredSkillIds.length + usefulSkillIds.length;
  if (asked === 0) return unknown;
  const held = (ids: readonly string[]): number => ids.filter((id) => skillIds.has(id)).length;
  return (2 * held(requiredSkillIds) + held(usefulSkillIds)) / asked;
}

const primary = (tag: string): string => tag.split('-', 1)[0] ?? tag;

/** Languages by their primary tag: whoever speaks es-419 speaks es. */
export const spokenOf = (spoken: readonly string[], asked: readonly string[]): string[] =>
  asked.filter((tag) => spoken.some((own) => primary(own) === primary(tag)));

const languagesPart = (spoken: readonly string[], asked: readonly string[]): number =>
  asked.length === 0 ? unknown : spokenOf(spoken, asked).length / asked.length;

/** An ordinary day of service: free for so long is free enough for a task that lasts longer. */
const dayOfService = 8 * 60;

function timePart(
  { freeWindows, timeZone }: VolunteerOffer,
  { startsAt, endsAt, timeZone: taskZone }: Candidate,
): number {
  if (freeWindows.length === 0) return unknown;
  const asked = Math.min((endsAt.getTime() - startsAt.getTime()) / 60_000, dayOfService);
  return Math.min(1, freeMinutes(freeWindows, startsAt, endsAt, timeZone ?? taskZone) / asked);
}

/** 1 at home, half at the edge of the volunteer's own radius, nothing at twice that. */
export const distancePart = (distance: number | null, radius: number): number =>
  distance === null ? unknown : Math.max(0, 1 - distance / (2 * Math.max(radius, 1)));

const urgencyPart = ({ urgency, atRisk }: Candidate): number =>
  Math.max({ normal: 0, soon: 0.5, urgent: 1 }[urgency], atRisk ? 0.8 : 0);
