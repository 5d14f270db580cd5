import { expect, test } from 'vitest';
import { testSettings } from '~/tests/setup/deps';
import { isMagnetCode, magnetCode } from './magnet-code';
import { stopWordOf, stopWords } from './stop-word';

const deps = { settings: testSettings };
const magnet = { id: '0198a000-0000-7000-8000-000000000001', version: 1 };

test('a magnet is known by its six digits, and a replaced one no more', () => {
  const code = magnetCode(deps, magnet);
  expect(code).toMatch(/^\d{6}$/);
  expect(isMagnetCode(deps, magnet, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toBe(true);
  expect(isMagnetCode(deps, { ...magnet, version: 2 }, code)).toBe(false);
  expect(isMagnetCode({ settings: { ...testSettings, secret: 'another' } }, magnet, code)).toBe(false);
  expect(isMagnetCode(deps, magnet, '')).toBe(false);
});

test('a task has one stop word, of the language of its community', () => {
  expect(stopWords.CN).toContain(stopWordOf(deps, magnet.id, 'CN'));
  expect(stopWords.US).toContain(stopWordOf(deps, magnet.id, 'US'));
  expect(stopWordOf(deps, magnet.id, 'CN')).toBe(stopWordOf(deps, magnet.id, 'CN'));
});

test('the stop words are many, and none stands twice', () => {
  for (const words of Object.values(stopWords)) {
    expect(words).toHaveLength(32);
    expect(new Set(words).size).toBe(32);
  }
});
