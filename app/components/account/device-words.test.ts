import { describe, expect, it } from 'vitest';
import { deviceWords } from './device-words';

describe('a browser’s description', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 14; HUAWEI) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0', 'WeChat, iOS'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/128.0', 'Firefox, Windows'],
    ['curl/8.5', 'Unknown device'],
  ])('%s is %s', (userAgent, words) => {
    expect(deviceWords(userAgent)).toBe(words);
  });
});
