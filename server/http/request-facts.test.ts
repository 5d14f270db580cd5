import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddressOf, negotiateLocale, parseCookies } from './request-facts';

describe('negotiateLocale', () => {
  it.each([
    [undefined, 'zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'de,en;q=0.5,zh;q=0.4', 'en'],
    [undefined, 'en;q=0.1, zh-Hans;q=0.2', 'zh-CN'],
    [undefined, 'zh;q=0, en;q=0.3', 'en'],
    [undefined, 'fr', 'en'],
    [undefined, undefined, 'en'],
    ['zh-CN', 'en', 'zh-CN'],
    ['nonsense', 'zh', 'zh-CN'],
  ])('reads the choice %s and the header %s as %s', (chosen, header, locale) => {
    expect(negotiateLocale(chosen, header)).toBe(locale);
  });
});

describe('parseCookies', () => {
  it('keeps the first of a name and survives nonsense', () => {
    expect([...parseCookies('a=1; b=x=y; a=2; =z; c')]).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
    ]);
  });
});

describe('clientAddressOf', () => {
  const request = (forwarded?: string) =>
    ({
      headers: { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '10.0.0.1' },
    }) as unknown as IncomingMessage;

  it.each([
    [0, '1.1.1.1, 2.2.2.2', '10.0.0.1'],
    [1, '1.1.1.1, 2.2.2.2', '2.2.2.2'],
    [2, '1.1.1.1, 2.2.2.2', '1.1.1.1'],
    [3, '1.1.1.1, 2.2.2.2', '10.0.0.1'],
    [1, undefined, '10.0.0.1'],
  ])('behind %i proxies believes %s to be %s', (trustedProxies, forwarded, address) => {
    expect(clientAddressOf(request(forwarded), { trustedProxies })).toBe(address);
  });
});
