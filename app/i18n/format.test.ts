import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '~/generated/messages/runtime';
import * as format from './format';
import { fromLocalInput, startOfDay } from './local-time';
import type { Locale } from './locale';

const newYork = 'America/New_York';
const shanghai = 'Asia/Shanghai';
const instant = '2026-11-29T14:00:00Z';

function speak(locale: Locale) {
  overwriteGetLocale(() => locale);
}

afterEach(() => speak('en'));

describe('dates', () => {
  it('stand in the community’s zone, not the machine’s', () => {
    speak('en');
    expect(format.formatMoment(instant, newYork)).toBe('Sun, Nov 29, 09:00');
    expect(format.formatMoment(instant, shanghai)).toBe('Sun, Nov 29, 22:00');
  });

  it('read as Chinese in Chinese', () => {
    speak('zh-CN');
    expect(format.formatMoment(instant, shanghai)).toBe('11月29日周日 22:00');
    expect(format.formatDate(instant, shanghai)).toBe('2026年11月29日');
  });

  it('name the year only when it is another one', () => {
    speak('en');
    expect(format.formatDay(instant, newYork, '2026-01-01T12:00:00Z')).toBe('Sun, Nov 29');
    expect(format.formatDay(instant, newYork, '2027-01-02T12:00:00Z')).toBe('Sun, Nov 29, 2026');
  });

  it('name the day once when a window ends on it', () => {
    speak('en');
    expect(format.formatWindow(instant, '2026-11-29T16:30:00Z', newYork)).toBe('Sun, Nov 29, 09:00–11:30');
    expect(format.formatWindow(instant, '2026-11-30T05:30:00Z', newYork)).toBe(
      'Sun, Nov 29, 09:00 – Mon, Nov 30, 00:30',
    );
  });

  it('write midnight as 00:00', () => {
    expect(format.formatTime('2026-11-29T05:00:00Z', newYork)).toBe('00:00');
  });

  it('keep a calendar date on its day in every zone', () => {
    expect(format.formatCalendarDate('2026-03-01')).toBe('Mar 1, 2026');
  });
});

describe('moments from now', () => {
  it.each([
    ['2026-11-29T14:20:00Z', 'in 20 minutes'],
    ['2026-11-29T16:10:00Z', 'in 2 hours'],
    ['2026-12-02T16:10:00Z', 'in 3 days'],
    ['2026-11-29T12:00:00Z', '2 hours ago'],
    ['2026-11-29T13:59:50Z', 'just now'],
    ['2026-11-29T14:00:10Z', 'now'],
  ])('%s is %s', (moment, words) => {
    expect(format.formatFromNow(moment, instant)).toBe(words);
  });
});

describe('amounts', () => {
  it.each([
    [45, '45 min'],
    [120, '2 h'],
    [150, '2 h 30 min'],
    [75_000, '1,250 h'],
  ])('%i minutes are %s', (minutes, words) => {
    expect(format.formatDuration(minutes)).toBe(words);
  });

  it.each([
    [20, '50 m'],
    [363, '350 m'],
    [1240, '1.2 km'],
    [23_400, '23 km'],
  ])('%i metres are %s', (metres, words) => {
    expect(format.formatDistance(metres)).toBe(words);
  });

  it('speaks Chinese', () => {
    speak('zh-CN');
    expect(format.formatDuration(150)).toBe('2 小时 30 分钟');
    expect(format.formatDistance(1240)).toBe('1.2 公里');
    expect(format.formatFreeWindow({ weekday: 6, startMinute: 540, endMinute: 720 })).toBe(
      '星期六 09:00–12:00',
    );
    expect(format.formatLanguage('es')).toBe('西班牙语');
  });
});

describe('what a person types as local time', () => {
  it('comes back as it was', () => {
    expect(format.toLocalInput(fromLocalInput('2026-11-29T09:05', newYork) ?? '', newYork)).toBe(
      '2026-11-29T09:05',
    );
  });

  it('takes the earlier reading in the hour that daylight saving repeats', () => {
    expect(fromLocalInput('2026-11-01T01:30', newYork)).toBe('2026-11-01T05:30:00Z');
  });

  it('takes the earlier reading in the hour that daylight saving skips', () => {
    expect(fromLocalInput('2026-03-08T02:30', newYork)).toBe('2026-03-08T06:30:00Z');
  });

  it('refuses what is no date', () => {
    expect(fromLocalInput('2026-02-30T09:00', newYork)).toBeNull();
    expect(fromLocalInput('soon', newYork)).toBeNull();
  });

  it('bounds a day in its zone', () => {
    expect(startOfDay('2026-11-29', shanghai)).toBe('2026-11-28T16:00:00Z');
    expect(startOfDay('2026-11-29', shanghai, 1)).toBe('2026-11-29T16:00:00Z');
  });
});
