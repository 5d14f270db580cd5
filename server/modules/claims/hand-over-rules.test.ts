import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClaimState, HandOverState } from '~/generated/prisma/enums';
import {
  handOverCode,
  isSwappable,
  offeringRefusal,
  takingRefusal,
  typedHandOverCode,
  type SwapSide,
  type Taking,
} from './hand-over-rules';

const now = new Date('2026-03-02T09:00:00Z');
const inMinutes = (count: number) => new Date(now.getTime() + count * 60_000);
const place = { state: 'confirmed', cancelled: false, startsAt: inMinutes(1) } as const;

describe('the code of a link', () => {
  test('is read as it was made, however it was typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (random) => {
        const code = handOverCode(random);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
        expect(typedHandOverCode(code)).toBe(code);
        const spoken = `${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `.replaceAll('0', 'o');
        expect(typedHandOverCode(spoken)).toBe(code);
      }),
    );
  });

  test('reads what a keyboard for Chinese makes of letters and digits', () => {
    expect(typedHandOverCode('Ａ１ｌｉo')).toBe('A1110');
  });
});

describe('offering a place', () => {
  test('is open to whoever holds it, until the start', () => {
    expect(offeringRefusal(place, false, now)).toBeNull();
    expect(offeringRefusal(place, false, inMinutes(1))).toBe('STARTED');
  });

  test('is done in one way at a time', () => {
    expect(offeringRefusal(place, true, now)).toBe('ALREADY_DONE');
  });

  test('needs a task that goes on', () => {
    expect(offeringRefusal({ ...place, cancelled: true }, false, now)).toBe('TASK_CANCELLED');
  });

  test.each(Object.values(ClaimState).filter((state) => state !== 'confirmed'))(
    'is refused to a claim that is %s',
    (state) => {
      expect(offeringRefusal({ ...place, state }, false, now)).toBe('WRONG_STATE');
    },
  );
});

describe('two places that change hands at once', () => {
  const given: SwapSide = {
    taskId: 'a',
    needId: 'n',
    organisationId: 'o',
    startsAt: inMinutes(1),
    cancelled: false,
    needsYes: false,
  };

  test.each<[string, Partial<SwapSide>, boolean]>([
    ['another task of the need', { taskId: 'b' }, true],
    ['a task of another need of the poster', { taskId: 'b', needId: 'm' }, true],
    ['the same task', {}, false],
    ["another poster's task", { taskId: 'b', needId: 'm', organisationId: 'p' }, false],
    ['a task that has begun', { taskId: 'b', startsAt: now }, false],
    ['a cancelled task', { taskId: 'b', cancelled: true }, false],
    ['a task where a worker has the last word', { taskId: 'b', needsYes: true }, false],
  ])('are asked for of %s: %j', (_name, asked, may) => {
    expect(isSwappable(given, { ...given, ...asked }, now)).toBe(may);
  });

  test('are not those of needs that no unit posted, nor given where a worker has the last word', () => {
    const nobody = { ...given, organisationId: null };
    expect(isSwappable(nobody, { ...nobody, taskId: 'b', needId: 'm' }, now)).toBe(false);
    expect(isSwappable({ ...given, needsYes: true }, { ...given, taskId: 'b' }, now)).toBe(false);
  });
});

describe('taking an offered place', () => {
  const open: Taking = {
    state: 'open',
    to: 'all',
    place,
    isGiver: false,
    hasCode: false,
    isChosen: false,
    asked: null,
  };

  test('is open to all, to whoever has the link, and to the one who was chosen', () => {
    expect(takingRefusal(open, now)).toBeNull();
    expect(takingRefusal({ ...open, to: 'link', hasCode: true }, now)).toBeNull();
    expect(takingRefusal({ ...open, to: 'person', isChosen: true }, now)).toBeNull();
  });

  test('says nothing to whoever was not meant, even when it is over', () => {
    for (const state of Object.values(HandOverState))
      for (const to of ['link', 'person'] as const)
        expect(takingRefusal({ ...open, state, to }, now)).toBe('NOT_FOUND');
  });

  test('waits for whoever is asked on the waitlist', () => {
    expect(takingRefusal({ ...open, asked: { isTaker: false } }, now)).toBe('FULL');
    expect(takingRefusal({ ...open, asked: { isTaker: true } }, now)).toBeNull();
  });

  test('ends when it was taken or taken back, with the place, and with the start', () => {
    for (const state of Object.values(HandOverState).filter((state) => state !== 'open'))
      expect(takingRefusal({ ...open, state }, now)).toBe('HAND_OVER_ENDED');
    for (const over of [{ state: 'withdrawn' }, { cancelled: true }, { startsAt: now }] as const)
      expect(takingRefusal({ ...open, place: { ...place, ...over } }, now)).toBe('HAND_OVER_ENDED');
  });

  test('is not for whoever has the place', () => {
    expect(takingRefusal({ ...open, isGiver: true }, now)).toBe('ALREADY_CLAIMED');
  });
});
