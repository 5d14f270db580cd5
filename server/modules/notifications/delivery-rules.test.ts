import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterQuietHours } from '~/server/modules/communities/quiet-hours';
import {
  deliveryChannels,
  isUrgent,
  modesFor,
  planDeliveries,
  urgentWithinMs,
  usualModes,
  type DeliveryFacts,
} from './delivery-rules';
import { changes, emergencies } from './groups';
import { noticeKinds } from './kinds';

const at = (local: string): Date => new Date(`${local}+08:00`);
const allOver = { email: 'immediately', sms: 'immediately', push: 'immediately' } as const;
const usual: DeliveryFacts = {
  kind: 'claim_confirmed',
  now: at('2026-03-02T09:00'),
  timeZone: 'Asia/Shanghai',
  quiet: { from: '22:00', until: '07:00' },
  startsAt: at('2026-03-20T09:00'),
  uselessFrom: null,
  channels: deliveryChannels,
  modes: allOver,
};
const plan = (facts: Partial<DeliveryFacts>) => planDeliveries({ ...usual, ...facts });

describe('a message leaves the app', () => {
  test('over the channels that the person has and wants', () => {
    const modes = { email: 'immediately', sms: 'off', push: 'immediately' } as const;
    expect(plan({ modes, channels: ['email', 'sms'] })).toEqual([
      { channel: 'email', dueAt: usual.now, isDigest: false },
    ]);
    expect(plan({ channels: [] })).toEqual([]);
  });

  test('after quiet hours, when it can wait', () => {
    const [email] = plan({ now: at('2026-03-02T23:00'), channels: ['email'] });
    expect(email).toEqual({ channel: 'email', dueAt: at('2026-03-03T07:00'), isDigest: false });
  });

  test('at night too, when it is a change less than a day before the start', () => {
    const night = { now: at('2026-03-02T23:00'), channels: ['sms'] as const };
    const tomorrow = { ...night, startsAt: at('2026-03-03T09:00') };
    expect(plan({ ...tomorrow, kind: 'task_cancelled' })[0]?.dueAt).toEqual(night.now);
    expect(plan({ ...tomorrow, kind: 'claim_confirmed' })[0]?.dueAt).toEqual(at('2026-03-03T07:00'));
    expect(plan({ ...night, kind: 'task_cancelled', startsAt: at('2026-03-04T09:00') })[0]?.dueAt).toEqual(
      at('2026-03-03T07:00'),
    );
  });

  test('at night too, when somebody may be in danger', () => {
    const now = at('2026-03-02T23:00');
    expect(plan({ kind: 'visit_stop_word', now, startsAt: null })[0]?.dueAt).toEqual(now);
  });

  test('with the rest of the day, at eight or when quiet hours end', () => {
    const modes = { email: 'daily', sms: 'off', push: 'off' } as const;
    expect(plan({ modes })).toEqual([{ channel: 'email', dueAt: at('2026-03-03T08:00'), isDigest: true }]);
    expect(plan({ modes, quiet: { from: '22:00', until: '09:30' } })[0]?.dueAt).toEqual(
      at('2026-03-03T09:30'),
    );
  });

  test('at once rather than too late, and not at all when it is', () => {
    const modes = { email: 'daily', sms: 'off', push: 'off' } as const;
    const uselessFrom = at('2026-03-02T12:00');
    expect(plan({ modes, uselessFrom })).toEqual([{ channel: 'email', dueAt: usual.now, isDigest: false }]);
    expect(plan({ modes, uselessFrom: usual.now })).toEqual([]);
  });

  test('as Linli does by itself while nobody has chosen', () => {
    expect(modesFor('task_cancelled', {})).toBe(usualModes.now);
    expect(modesFor('task_cancelled', { now: allOver, mine: usualModes.news })).toBe(allOver);
  });
});

const time = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const mode = fc.constantFrom('off', 'immediately', 'daily' as const);
const moment = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const facts: fc.Arbitrary<DeliveryFacts> = fc
  .record({
    kind: fc.constantFrom(...noticeKinds),
    now: moment,
    timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
    quiet: fc.record({ from: time, until: time }),
    startsIn: fc.option(fc.integer({ min: -100, max: 4_000 })),
    uselessIn: fc.option(fc.integer({ min: -100, max: 4_000 })),
    channels: fc.subarray([...deliveryChannels]),
    modes: fc.record({ email: mode, sms: mode, push: mode }) as fc.Arbitrary<DeliveryFacts['modes']>,
  })
  .map(({ startsIn, uselessIn, now, ...rest }) => {
    const later = (minutes: number | null) =>
      minutes === null ? null : new Date(now.getTime() + minutes * 60_000);
    return { ...rest, now, startsAt: later(startsIn), uselessFrom: later(uselessIn) };
  });

describe('whatever somebody chose, in any zone and at any time', () => {
  const always = (property: (given: DeliveryFacts) => void) =>
    fc.assert(fc.property(facts, property), { numRuns: 2_000 });

  test('each channel is used at most once, and none that is switched off or not theirs', () => {
    always((given) => {
      const used = planDeliveries(given).map(({ channel }) => channel);
      expect(new Set(used).size).toBe(used.length);
      for (const channel of used) {
        expect(given.channels).toContain(channel);
        expect(given.modes[channel]).not.toBe('off');
      }
    });
  });

  test('nothing is left out but what is too late, and nothing waits for two days', () => {
    always((given) => {
      const planned = planDeliveries(given);
      const wanted = given.channels.filter((channel) => given.modes[channel] !== 'off');
      const isTooLate = given.uselessFrom !== null && given.uselessFrom <= given.now;
      expect(planned).toHaveLength(isTooLate ? 0 : wanted.length);
      for (const { dueAt } of planned) {
        const waits = dueAt.getTime() - given.now.getTime();
        expect(waits).toBeGreaterThanOrEqual(0);
        expect(waits).toBeLessThan(50 * 60 * 60_000);
        if (given.uselessFrom) expect(dueAt.getTime()).toBeLessThan(given.uselessFrom.getTime());
      }
    });
  });

  test('quiet hours are broken by danger, by changes within a day of the start, and by what would come too late', () => {
    always((given) => {
      for (const { dueAt } of planDeliveries(given)) {
        const isQuiet = afterQuietHours(dueAt, given.timeZone, given.quiet) > dueAt;
        if (!isQuiet) continue;
        expect(dueAt).toEqual(given.now);
        const left = (given.startsAt?.getTime() ?? Infinity) - given.now.getTime();
        const isChange = changes.has(given.kind) && left > 0 && left <= urgentWithinMs;
        expect(emergencies.has(given.kind) || isChange || given.uselessFrom !== null).toBe(true);
      }
    });
  });

  test('what is urgent goes at once', () => {
    always((given) => {
      if (!isUrgent(given)) return;
      for (const { dueAt, isDigest } of planDeliveries(given))
        expect({ dueAt, isDigest }).toEqual({ dueAt: given.now, isDigest: false });
    });
  });
});
