import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from './origin';

const may = (origin: string | undefined, host = 'linli.example') =>
  isOwnOrigin({ headers: { host, ...(origin === undefined ? {} : { origin }) } }, 'https://linli.example');

describe('the origin of a handshake', () => {
  it.each([
    ['https://linli.example', true],
    [undefined, true],
    ['https://evil.example', false],
    ['https://linli.example.evil.example', false],
    ['https://evil.example/linli.example', false],
    ['null', false],
    ['', false],
  ])('%s: %s', (origin, own) => {
    expect(may(origin)).toBe(own);
  });

  it('may be the host that was asked, under whatever name it is reached', () => {
    expect(may('http://192.168.1.5:3000', '192.168.1.5:3000')).toBe(true);
    expect(may('http://192.168.1.5:3001', '192.168.1.5:3000')).toBe(false);
  });
});
