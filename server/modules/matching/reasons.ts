import { m } from '~/generated/messages/messages';
import { dayPartOf } from './free-time';
import { spokenOf, type Candidate, type Match, type ScorePart, type VolunteerOffer } from './score';

type Locale = 'en' | 'zh-CN';

/** Why a task is suggested, in words. `kind` names the part of the score it comes from. */
export interface Reason {
  readonly kind: ScorePart;
  readonly text: string;
}

export interface NamedSkill {
  readonly id: string;
  readonly nameEn: string;
  readonly nameZh: string;
}

type Scored = Exclude<Match, { refusal: unknown }>;

/** The reasons that speak for a match, the strongest first. What is not known is not said. */
export function reasonsFor(
  offer: VolunteerOffer,
  skills: readonly NamedSkill[],
  candidate: Candidate,
  match: Scored,
  locale: Locale,
): Reason[] {
  const said: (Reason | null)[] = [
    skillReason(skills, candidate, locale),
    languageReason(offer, candidate, locale),
    distanceReason(offer, match, locale),
    timeReason(offer, candidate, match, locale),
    urgencyReason(candidate, locale),
  ];
  return said.filter((reason) => reason !== null).sort((a, b) => match.parts[b.kind] - match.parts[a.kind]);
}

const list = (words: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);

function skillReason(skills: readonly NamedSkill[], candidate: Candidate, locale: Locale): Reason | null {
  const asked = new Set([...candidate.requiredSkillIds, ...candidate.usefulSkillIds]);
  const names = skills
    .filter((skill) => asked.has(skill.id))
    .map((skill) => (locale === 'en' ? skill.nameEn : skill.nameZh));
  if (names.length === 0) return null;
  return {
    kind: 'skills',
    text: m.server_reason_skills({ skills: list(names.slice(0, 3), locale) }, { locale }),
  };
}

function languageReason(offer: VolunteerOffer, candidate: Candidate, locale: Locale): Reason | null {
  const shared = spokenOf(offer.languages, candidate.languages);
  if (shared.length === 0) return null;
  const display = new Intl.DisplayNames(locale, { type: 'language' });
  const languages = list(
    shared.slice(0, 3).map((tag) => display.of(tag) ?? tag),
    locale,
  );
  return { kind: 'languages', text: m.server_reason_languages({ languages }, { locale }) };
}

/** Distances people can picture: tens of metres nearby, tenths of a kilometre further off. */
export function distanceInWords(metres: number, locale: Locale): string {
  if (metres < 950)
    return m.common_metres({ count: String(Math.max(50, Math.round(metres / 50) * 50)) }, { locale });
  const digits = metres >= 9_950 ? 0 : 1;
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(metres / 1_000);
  return m.common_kilometres({ count }, { locale });
}

function distanceReason(offer: VolunteerOffer, match: Scored, locale: Locale): Reason | null {
  if (match.distance === null || match.distance > offer.travelRadiusMetres) return null;
  const distance = distanceInWords(match.distance, locale);
  return { kind: 'distance', text: m.server_reason_distance({ distance }, { locale }) };
}

function timeReason(
  offer: VolunteerOffer,
  candidate: Candidate,
  match: Scored,
  locale: Locale,
): Reason | null {
  if (offer.freeWindows.length === 0 || match.parts.time < 0.99) return null;
  const timeZone = offer.timeZone ?? candidate.timeZone;
  // 周六 in Chinese, Saturday in English.
  const length = locale === 'en' ? 'long' : 'short';
  const weekday = new Intl.DateTimeFormat(locale, { weekday: length, timeZone }).format(candidate.startsAt);
  const part = {
    morning: m.server_reason_free_morning,
    afternoon: m.server_reason_free_afternoon,
    evening: m.server_reason_free_evening,
  }[dayPartOf(candidate.startsAt, timeZone)];
  return { kind: 'time', text: part({ weekday }, { locale }) };
}

function urgencyReason(candidate: Candidate, locale: Locale): Reason | null {
  if (candidate.atRisk) return { kind: 'urgency', text: m.server_reason_at_risk({}, { locale }) };
  if (candidate.urgency === 'normal') return null;
  return { kind: 'urgency', text: m.server_reason_urgent({}, { locale }) };
}
