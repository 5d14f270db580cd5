import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimFacts } from '~/server/modules/claims/rules';
import { reasonsFor } from './reasons';
import { distancePart, scoreMatch, weights, type Candidate, type VolunteerOffer } from './score';

const facts: ClaimFacts = {
  needStatus: 'open',
  suspended: false,
  cancelled: false,
  started: false,
  open: true,
  alreadyClaimed: false,
  identityFits: true,
  notRefused: true,
  ageKnown: true,
  ageFits: true,
  skillsFit: true,
  termsAccepted: true,
  overlaps: false,
  capReached: false,
  drawPending: false,
  full: false,
};

const offer: VolunteerOffer = {
  skillIds: new Set(['first-aid']),
  languages: ['es', 'en'],
  freeWindows: [{ weekday: 6, startMinute: 480, endMinute: 720 }],
  timeZone: 'America/New_York',
  home: { latitude: 40.7, longitude: -74 },
  travelRadiusMetres: 5_000,
};

const candidate: Candidate = {
  taskId: 't',
  needId: 'n',
  startsAt: new Date('2026-03-07T14:00:00Z'),
  endsAt: new Date('2026-03-07T16:00:00Z'),
  timeZone: 'America/New_York',
  requiredSkillIds: ['first-aid'],
  usefulSkillIds: [],
  languages: ['es'],
  place: { latitude: 40.7108, longitude: -74 },
  urgency: 'normal',
  atRisk: false,
  facts,
};

const scored = (volunteer: VolunteerOffer, task: Candidate) => {
  const match = scoreMatch(volunteer, task);
  if ('refusal' in match) throw new Error(match.refusal);
  return match;
};

const anyOffer: fc.Arbitrary<VolunteerOffer> = fc.record({
  skillIds: fc.array(fc.constantFrom('a', 'b', 'c')).map((ids) => new Set(ids)),
  languages: fc.array(fc.constantFrom('zh', 'es', 'en-GB')),
  freeWindows: fc.array(
    fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      startMinute: fc.integer({ min: 0, max: 700 }),
      endMinute: fc.integer({ min: 701, max: 1440 }),
    }),
    { maxLength: 3 },
  ),
  timeZone: fc.constantFrom('Asia/Shanghai', 'America/New_York', null),
  home: fc.option(
    fc.record({
      latitude: fc.double({ min: -80, max: 80, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
  ),
  travelRadiusMetres: fc.integer({ min: 100, max: 100_000 }),
});

const anyCandidate: fc.Arbitrary<Candidate> = fc
  .record({
    start: fc.integer({ min: 0, max: 10_000 }),
    minutes: fc.integer({ min: 1, max: 20_000 }),
    requiredSkillIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    usefulSkillIds: fc.uniqueArray(fc.constantFrom('d', 'e')),
    languages: fc.uniqueArray(fc.constantFrom('zh', 'es', 'en')),
    urgency: fc.constantFrom('normal' as const, 'soon' as const, 'urgent' as const),
    atRisk: fc.boolean(),
  })
  .map(({ start, minutes, ...rest }) => {
    const startsAt = new Date(Date.UTC(2026, 2, 1) + start * 60_000);
    return { ...candidate, ...rest, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
  });

describe('a match', () => {
  test.each([
    ['alreadyClaimed', 'ALREADY_CLAIMED'],
    ['overlaps', 'OVERLAPS'],
    ['capReached', 'WEEKLY_CAP'],
    ['full', 'FULL'],
    ['suspended', 'SUSPENDED'],
  ] as const)('is refused as a claim would be: %s', (fact, refusal) => {
    expect(scoreMatch(offer, { ...candidate, facts: { ...facts, [fact]: true } })).toEqual({ refusal });
  });
  test('of a volunteer without the skill, the age or the identity check is refused with the same code', () => {
    expect(scoreMatch(offer, { ...candidate, facts: { ...facts, skillsFit: false } })).toEqual({
      refusal: 'MISSING_SKILL',
    });
    expect(scoreMatch(offer, { ...candidate, facts: { ...facts, ageFits: false } })).toEqual({
      refusal: 'UNDER_AGE',
    });
    expect(scoreMatch(offer, { ...candidate, facts: { ...facts, identityFits: false } })).toEqual({
      refusal: 'IDENTITY_UNCHECKED',
    });
  });
  test('that fits in every way scores high', () => {
    const match = scored(offer, { ...candidate, urgency: 'urgent' });
    expect(match.parts).toMatchObject({ skills: 1, languages: 1, time: 1, urgency: 1 });
    expect(match.score).toBeGreaterThan(0.9);
  });
  test('counts a language by its primary tag', () => {
    expect(scored({ ...offer, languages: ['es-419'] }, candidate).parts.languages).toBe(1);
  });
});

describe('the score', () => {
  test('has weights that add up to 1', () => {
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
  });
  test('and its parts lie between 0 and 1', () => {
    fc.assert(
      fc.property(anyOffer, anyCandidate, (volunteer, task) => {
        const match = scored(volunteer, task);
        for (const part of [match.score, ...Object.values(match.parts)]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
  test('never rises with distance and never falls with a longer reach', () => {
    const metres = fc.double({ min: 0, max: 200_000, noNaN: true });
    const radius = fc.integer({ min: 100, max: 100_000 });
    fc.assert(
      fc.property(metres, metres, radius, radius, (a, b, r, s) => {
        expect(distancePart(Math.max(a, b), r)).toBeLessThanOrEqual(distancePart(Math.min(a, b), r));
        expect(distancePart(a, Math.max(r, s))).toBeGreaterThanOrEqual(distancePart(a, Math.min(r, s)));
      }),
    );
  });
  test('never falls when the volunteer learns a skill or a language, or the task grows urgent', () => {
    fc.assert(
      fc.property(anyOffer, anyCandidate, fc.constantFrom('a', 'b', 'c', 'd'), (volunteer, task, skill) => {
        const before = scored(volunteer, task).score;
        const learned = {
          ...volunteer,
          skillIds: new Set([...volunteer.skillIds, skill]),
          languages: [...volunteer.languages, 'zh'],
        };
        expect(scored(learned, task).score).toBeGreaterThanOrEqual(before - 1e-9);
        expect(scored(volunteer, { ...task, urgency: 'urgent' }).score).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });
});

describe('the reasons', () => {
  const skills = [{ id: 'first-aid', nameEn: 'First aid', nameZh: '急救' }];
  const say = (locale: 'en' | 'zh-CN') =>
    reasonsFor(offer, skills, candidate, scored(offer, candidate), locale).map((reason) => reason.text);

  test('are said in English', () => {
    expect(say('en')).toEqual([
      'asks for what you can do: First aid',
      'you speak Spanish',
      'you are free on Saturday morning',
      '1.2 km away',
    ]);
  });
  test('are said in Chinese', () => {
    expect(say('zh-CN')).toEqual([
      '用得上您的特长：急救',
      '您会说西班牙语',
      '您周六上午有空',
      '距您 1.2 公里',
    ]);
  });
  test('say nothing that is not known', () => {
    const stranger: VolunteerOffer = {
      ...offer,
      skillIds: new Set(),
      languages: [],
      freeWindows: [],
      home: null,
    };
    expect(reasonsFor(stranger, [], candidate, scored(stranger, candidate), 'en')).toEqual([]);
  });
});
