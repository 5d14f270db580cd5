import { describe, expect, it } from 'vitest';
import { inputOf, intakeShape } from './read-intake';

const typed = {
  key: '0b5d2c1e-8f0a-4d53-9d9b-3f1f0f6f4a11',
  channel: 'phone',
  name: 'Zhou Guilan',
  phone: '+1 212 555 4417',
  subject: 'Noise at night',
  outcome: 'answered',
  answer: 'The police were told.',
};
const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString();

describe('a call back within two hours', () => {
  const due = (now?: string) =>
    inputOf(intakeShape.parse({ ...typed, callBack: 'two_hours', now }), 'UTC').callBackAt ?? '';

  it('is due from when the form was first sent, however often it is', () => {
    const sentAt = ago(0.5);
    expect(due(sentAt)).toBe(new Date(Date.parse(sentAt) + 2 * hour).toISOString());
  });

  it.each([[undefined], ['yesterday'], [ago(5)], [ago(-30)]])(
    'is due from now on when sent at %s',
    (sentAt) => {
      const before = Date.now();
      expect(Date.parse(due(sentAt))).toBeGreaterThanOrEqual(before + 2 * hour);
      expect(Date.parse(due(sentAt))).toBeLessThanOrEqual(Date.now() + 2 * hour);
    },
  );
});

it.each([
  [{ wishedDay: '2026-03-01', wishedFrom: '24:10' }, 'wishedFrom'],
  [{ wishedDay: '2026-03-01', wishedFrom: '09:00', wishedUntil: '10:75' }, 'wishedUntil'],
  [{ callBack: 'at', callBackAt: '2026-02-30T10:00' }, 'callBackAt'],
])('a time that is none is not dropped: %j', (times, field) => {
  const read = intakeShape.safeParse({ ...typed, ...times });
  expect(read.error?.issues.map(({ path }) => path[0])).toEqual([field]);
});
